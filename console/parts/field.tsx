import { useId, useState, type FormEvent, type ReactNode } from 'react'
import { useWords } from '../i18n/words.ts'
import type { Words } from '../i18n/ko.ts'

export const inputClass =
  'w-full min-h-11 rounded-md border border-edge bg-panel px-3 py-2 text-base text-ink placeholder:text-soft aria-invalid:border-exhausted aria-invalid:border-2'

type Props = {
  label: string
  hint?: string | undefined
  error?: string | undefined
  hideLabel?: boolean
  className?: string
  /** What is filled in; it takes these. */
  children: (bound: { id: string; 'aria-describedby'?: string; 'aria-invalid'?: boolean }) => ReactNode
}

/** A label, what it labels, and below it the hint or what is wrong. */
export function Field({ label, hint, error, hideLabel = false, className = '', children }: Props) {
  const id = useId()
  const { invalid, full, ...check } = useInvalid()
  const wrong = invalid ?? error
  const below = wrong ?? full ?? hint
  const bound = {
    id,
    ...(below !== undefined && { 'aria-describedby': `${id}-below` }),
    ...(wrong !== undefined && { 'aria-invalid': true }),
  }
  return (
    <div className={`min-w-0 ${className}`} {...check}>
      <label htmlFor={id} className={hideLabel ? 'sr-only' : 'mb-1 block text-sm font-medium text-soft'}>
        {label}
      </label>
      {children(bound)}
      {below !== undefined && <Below id={id} text={below} wrong={wrong !== undefined} />}
    </div>
  )
}

type Input = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement

/** What the browser finds wrong when a form is sent, in the reader's language and not in its own. */
function useInvalid() {
  const words = useWords()
  const [invalid, setInvalid] = useState<string>()
  const [full, setFull] = useState<string>()
  return {
    invalid,
    /** The browser takes no more, and cuts what is pasted without a word. */
    full,
    onInvalidCapture(event: FormEvent) {
      const input = event.target
      if (!isInput(input)) return
      // Without its bubble the browser leaves it to us to go there.
      event.preventDefault()
      if (input.form?.querySelector(':invalid') === input) input.focus()
      setInvalid(invalidText(input, words))
    },
    onInput({ target }: FormEvent) {
      setInvalid(undefined)
      setFull(isFull(target) ? words.invalid.full(target.maxLength) : undefined)
    },
  }
}

const isInput = (target: EventTarget): target is Input =>
  target instanceof HTMLInputElement ||
  target instanceof HTMLTextAreaElement ||
  target instanceof HTMLSelectElement

const isFull = (target: EventTarget): target is HTMLInputElement | HTMLTextAreaElement =>
  (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) &&
  target.maxLength > 0 &&
  target.value.length >= target.maxLength

function invalidText(input: Input, { invalid }: Words): string {
  const { type, validity } = input
  if (type === 'number' && 'min' in input) return invalid.number(input.min, input.max)
  if (validity.valueMissing) return invalid.missing
  return validity.typeMismatch && type === 'url' ? invalid.url : invalid.other
}

/** The hint, or what is wrong. */
function Below({ id, text, wrong }: { id: string; text: string; wrong: boolean }) {
  return (
    <p id={`${id}-below`} className={`mt-1 text-sm ${wrong ? 'text-exhausted' : 'text-soft'}`}>
      {text}
    </p>
  )
}

type Choice<T extends string | number> = {
  label: string
  hint?: string
  error?: string | undefined
  value: T
  options: readonly { value: T; text: string }[]
  hideLabel?: boolean
  onChange: (value: T) => void
}

/** One of a few, all in sight. */
export function Choice<T extends string | number>(choice: Choice<T>) {
  const { label, hint, error, value, options, hideLabel = false, onChange } = choice
  const name = useId()
  const below = error ?? hint
  return (
    <fieldset className="min-w-0" {...(below !== undefined && { 'aria-describedby': `${name}-below` })}>
      <legend className={hideLabel ? 'sr-only' : 'mb-1 text-sm font-medium text-soft'}>{label}</legend>
      <div className="inline-flex max-w-full flex-wrap gap-px overflow-hidden rounded-md border border-edge bg-edge">
        {options.map((option) => (
          <label
            key={option.value}
            className="flex min-h-11 grow cursor-pointer items-center justify-center bg-panel px-3 text-base has-checked:bg-ink has-checked:text-ground has-focus-visible:outline-2 has-focus-visible:-outline-offset-4 has-focus-visible:outline-focus"
          >
            <input
              type="radio"
              name={name}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
              className="sr-only"
            />
            {option.text}
          </label>
        ))}
      </div>
      {below !== undefined && <Below id={name} text={below} wrong={error !== undefined} />}
    </fieldset>
  )
}
