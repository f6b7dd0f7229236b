import { Plus, Trash2 } from 'lucide-react'
import { formatPhone } from '../../src/wire/display.ts'
import { useWords } from '../i18n/directory.ts'
import { Button, IconButton } from '../parts/button.tsx'
import { Field, inputClass } from '../parts/field.tsx'
import { inOrder, Reorder } from '../directory/reorder.tsx'

/** `key` tells the rows apart while they are moved; nothing else knows it. */
export type NumberDraft = { key: string; phone: string; label: string }

const MOST_NUMBERS = 5
let made = 0

export const newNumber = ({ phone, label } = { phone: '', label: '' }): NumberDraft => ({
  key: String(++made),
  phone: formatPhone(phone),
  label,
})

export const numbersText = (numbers: readonly NumberDraft[]): string =>
  numbers.map(({ phone, label }) => [formatPhone(phone), label].filter(Boolean).join(' ')).join('\n')

type Props = {
  numbers: NumberDraft[]
  errors: Record<string, string>
  onChange: (numbers: NumberDraft[]) => void
}

/** A contact's numbers, in order: the first one rings. */
export function Numbers({ numbers, errors, onChange }: Props) {
  const { contact } = useWords().directory
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1 text-sm font-medium text-soft">{contact.numbers}</legend>
      <Reorder
        items={numbers}
        keyOf={({ key }) => key}
        nameOf={({ phone }, i) => phone || contact.numberAt(i + 1)}
        onMove={(from, to) => onChange(inOrder(numbers, from, to))}
      >
        {(number, i) => (
          <NumberFields
            number={number}
            index={i}
            error={errors[`numbers.${i}.phone`]}
            onChange={(part) => onChange(numbers.with(i, { ...number, ...part }))}
            {...(numbers.length > 1 && { onRemove: () => onChange(numbers.toSpliced(i, 1)) })}
          />
        )}
      </Reorder>
      {errors['numbers'] !== undefined && (
        <p role="alert" className="mt-1 text-sm text-exhausted">
          {errors['numbers']}
        </p>
      )}
      <Button
        className="mt-2"
        icon={<Plus aria-hidden className="size-4.5" />}
        reason={numbers.length >= MOST_NUMBERS ? contact.tooManyNumbers : null}
        onClick={() => onChange([...numbers, newNumber()])}
      >
        {contact.addNumber}
      </Button>
    </fieldset>
  )
}

type FieldsProps = {
  number: NumberDraft
  index: number
  error: string | undefined
  onChange: (part: Partial<NumberDraft>) => void
  onRemove?: () => void
}

function NumberFields({ number: { phone, label }, index, error, onChange, onRemove }: FieldsProps) {
  const words = useWords().directory
  const { contact } = words
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_auto] items-start gap-2 py-1.5 pr-1 sm:grid-cols-[minmax(0,1fr)_10rem_auto]">
      <Field label={contact.phone} error={error} hint={index === 0 ? contact.rings : undefined}>
        {(bound) => (
          <input
            {...bound}
            type="tel"
            required
            maxLength={40}
            placeholder="010-0000-0001"
            autoComplete="off"
            className={inputClass}
            value={phone}
            onChange={(event) => onChange({ phone: event.target.value })}
          />
        )}
      </Field>
      <Field label={contact.label} className="col-start-1 sm:col-start-auto">
        {(bound) => (
          <input
            {...bound}
            maxLength={40}
            placeholder={contact.labelHint}
            className={inputClass}
            value={label}
            onChange={(event) => onChange({ label: event.target.value })}
          />
        )}
      </Field>
      <span className="col-start-2 row-start-1 mt-6 sm:col-start-3">
        {onRemove && (
          <IconButton
            label={words.order.remove(phone || contact.numberAt(index + 1))}
            icon={<Trash2 aria-hidden className="size-4.5" />}
            onClick={onRemove}
          />
        )}
      </span>
    </div>
  )
}
