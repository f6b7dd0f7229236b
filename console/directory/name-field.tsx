import { Field, inputClass } from '../parts/field.tsx'

type Props = {
  label: string
  error: string | undefined
  value: string
  onChange: (name: string) => void
}

export function NameField({ label, error, value, onChange }: Props) {
  return (
    <Field label={label} error={error}>
      {(bound) => (
        <input
          {...bound}
          required
          maxLength={80}
          autoComplete="off"
          className={inputClass}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  )
}
