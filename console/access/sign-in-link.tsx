import { useWords } from '../i18n/doors.ts'
import { timeText } from '../live/time.ts'
import { Button } from '../parts/button.tsx'
import { Command } from '../parts/command.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { linkFor, QrCode } from '../parts/qr.tsx'
import { Loading } from '../parts/states.tsx'
import { useSetup } from '../setup/setup-state.ts'
import { NameForm } from './name-form.tsx'
import { useMakeLink, type SignInLink as Link } from './tokens.ts'

/** Signs another device in: a QR code for its camera. */
export function SignInLink({ onClose }: { onClose: () => void }) {
  const { access } = useWords().doors
  const make = useMakeLink()
  if (make.data) return <Made name={make.name ?? ''} link={make.data} onClose={onClose} />
  return (
    <Dialog title={access.another} about={access.anotherBody} onClose={onClose}>
      <NameForm
        label={access.anotherName}
        hint={access.anotherNameHint}
        example={access.anotherNameExample}
        does={access.makeLink}
        making={make}
      />
    </Dialog>
  )
}

function Made({ name, link, onClose }: { name: string; link: Link; onClose: () => void }) {
  const { doors, phone, language } = useWords()
  const { data: setup } = useSetup()
  const until = timeText(Date.parse(link.expires_at), language)
  if (!setup) return <Loading />
  const reachable = linkFor(link.url, setup.addresses)
  return (
    <Dialog title={doors.access.linkTitle(name)} about={doors.access.linkBody(until)} onClose={onClose}>
      {reachable === null ? (
        <p className="font-medium text-ringing">{phone.loopback}</p>
      ) : (
        <QrCode link={reachable} />
      )}
      <Command text={reachable ?? link.url} label={doors.access.another} />
      <p className="text-sm text-soft">{doors.access.linkEnds}</p>
      <Button onClick={onClose}>{doors.done}</Button>
    </Dialog>
  )
}
