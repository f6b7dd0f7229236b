import type { BrowserSession } from '../../src/wire/access.ts'
import { useWords } from '../i18n/doors.ts'
import { dateText } from '../live/time.ts'
import { Button } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { useOnce } from '../parts/once.ts'
import { problemText } from '../parts/states.tsx'
import { say } from '../parts/toasts.tsx'
import { nameOf } from '../session/session.ts'
import { useEndSessions } from './sessions.ts'

type Props = { sessions: readonly BrowserSession[]; onClose: () => void }

/** Asks before one browser, or all others, are signed out: nobody can take it back for them. */
export function EndSessions({ sessions, onClose }: Props) {
  const all = useWords()
  const words = all.doors.access
  const end = useEndSessions()
  const [one] = sessions
  const single =
    sessions.length === 1 && one ? { id: one.id, name: nameOf(one.name, all), since: one.signed_in_at } : null
  const { busy, run: confirm } = useOnce(() =>
    end
      .mutateAsync(single ?? 'others')
      .then(
        (done) => say(single ? words.ended(single.name) : words.endedOthers(done?.ended ?? 0)),
        (error: unknown) => say(problemText(error, all), { tone: 'error' }),
      )
      .finally(onClose),
  )
  return (
    <Dialog
      title={single ? words.endTitle(single.name) : words.endOthersTitle(sessions.length)}
      about={single ? words.endBody : `${words.endBody} ${words.endLinks}`}
      onClose={onClose}
    >
      {single && (
        <p className="text-soft">{words.signedIn(dateText(Date.parse(single.since), all.language))}</p>
      )}
      <div className="flex flex-wrap justify-end gap-2">
        <Button tone="quiet" onClick={onClose}>
          {all.doors.cancel}
        </Button>
        <Button tone="danger" reason={busy ? all.actions.busy : null} onClick={confirm}>
          {single ? words.endOf(single.name) : words.endOthers}
        </Button>
      </div>
    </Dialog>
  )
}
