import { useState } from 'react'
import { useWords } from '../i18n/doors.ts'
import { Button } from '../parts/button.tsx'
import { Field, inputClass } from '../parts/field.tsx'
import { problemText } from '../parts/states.tsx'

type Props = {
  label: string
  hint: string
  example?: string
  /** What the button does. */
  does: string
  making: { error: Error | null; busy: boolean; run: (name: string) => void }
}

/** Asks for the name of what is to be made. */
export function NameForm({ label, hint, example, does, making: { error, busy, run } }: Props) {
  const words = useWords()
  const [name, setName] = useState('')
  return (
    <form
      className="flex flex-col gap-5"
      onSubmit={(event) => {
        event.preventDefault()
        run(name.trim())
      }}
    >
      <Field label={label} hint={hint} error={error ? problemText(error, words) : undefined}>
        {(bound) => (
          <input
            {...bound}
            required
            maxLength={80}
            placeholder={example}
            className={inputClass}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      <Button type="submit" tone="primary" reason={busy ? words.actions.busy : null}>
        {does}
      </Button>
    </form>
  )
}
