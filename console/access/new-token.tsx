import { useWords } from '../i18n/doors.ts'
import { Button } from '../parts/button.tsx'
import { Command } from '../parts/command.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { NameForm } from './name-form.tsx'
import { useMakeToken, type CreatedToken } from './tokens.ts'

/** Asks what it is for, makes it, and shows it once. */
export function NewToken({ onClose }: { onClose: () => void }) {
  const { access } = useWords().doors
  const make = useMakeToken()
  if (make.data) return <Made token={make.data} onClose={onClose} />
  return (
    <Dialog title={access.make} onClose={onClose}>
      <NameForm label={access.name} hint={access.nameHint} does={access.makeIt} making={make} />
    </Dialog>
  )
}

function Made({ token: { name, token }, onClose }: { token: CreatedToken; onClose: () => void }) {
  const { access } = useWords().doors
  return (
    <Dialog keep title={access.madeTitle(name)} about={access.madeBody} onClose={onClose}>
      <Command text={token} label={access.token} />
      <div>
        <p className="mb-1.5 text-sm text-soft">{access.tryIt}</p>
        <Command
          text={`curl -sS -H "Authorization: Bearer ${token}" ${location.origin}/api/v1/session`}
          label="curl"
        />
      </div>
      <Button tone="primary" onClick={onClose}>
        {access.stored}
      </Button>
    </Dialog>
  )
}
