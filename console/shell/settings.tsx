import { Dialog } from '@base-ui/react/dialog'
import { SlidersHorizontal } from 'lucide-react'
import { useState } from 'react'
import { chooseLanguage, useWords } from '../i18n/words.ts'
import { chosenZone, chooseZone, ownZone, SEOUL } from '../live/time.ts'
import { Button } from '../parts/button.tsx'
import { Choice } from '../parts/field.tsx'
import { nameOf, useSession } from '../session/session.ts'
import { useSignOut } from '../session/sign-out.ts'
import { chooseTheme, THEMES, useTheme } from './theme.ts'

export function Settings() {
  const words = useWords()
  const theme = useTheme()
  return (
    <Dialog.Root>
      <Dialog.Trigger
        aria-label={words.settings.open}
        title={words.settings.open}
        className="inline-flex size-11 items-center justify-center rounded-md text-soft hover:bg-sunken hover:text-ink"
      >
        <SlidersHorizontal aria-hidden className="size-5" />
      </Dialog.Trigger>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-shade" />
        <Dialog.Popup className="arrives fixed top-16 right-3 z-50 flex flex-col gap-4 rounded-lg border border-edge bg-panel p-5 shadow-2xl lg:top-auto lg:right-auto lg:bottom-6 lg:left-6">
          <Dialog.Title className="text-lg font-semibold">{words.settings.open}</Dialog.Title>
          <Choice
            label={words.settings.language}
            value={words.language}
            options={[
              { value: 'ko', text: '한국어' },
              { value: 'en', text: 'English' },
            ]}
            onChange={(language) => void chooseLanguage(language)}
          />
          <Choice
            label={words.settings.theme}
            value={theme}
            options={THEMES.map((value) => ({ value, text: words.settings[value] }))}
            onChange={chooseTheme}
          />
          {ownZone() !== SEOUL && <Zone label={words.settings.zone} />}
          <SignOut />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

function SignOut() {
  const words = useWords()
  const { data: session } = useSession()
  const signOut = useSignOut()
  return (
    <div className="flex items-center justify-between gap-3">
      <span className="max-w-48 truncate text-soft">{session && nameOf(session.name, words)}</span>
      <Button tone="quiet" onClick={signOut}>
        {words.settings.signOut}
      </Button>
    </div>
  )
}

/** The reader's own zone, or the one that the people on call live in. */
function Zone({ label }: { label: string }) {
  const [zone, setZone] = useState(chosenZone)
  const options = [ownZone(), SEOUL].map((value) => ({ value, text: value === SEOUL ? 'KST' : value }))
  const choose = (value: string) => {
    chooseZone(value)
    setZone(value)
  }
  return <Choice label={label} value={zone} options={options} onChange={choose} />
}
