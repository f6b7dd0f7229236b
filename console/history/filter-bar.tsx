import { Search, SlidersHorizontal } from 'lucide-react'
import { useId, useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import { usePastWords } from '../i18n/past.ts'
import { useToday } from '../live/days.ts'
import { buttonClass } from '../parts/button.tsx'
import { DayInput } from '../parts/day-input.tsx'
import { Field, inputClass } from '../parts/field.tsx'
import { Refused } from '../session/request.ts'
import { summaryOf, useChoices, type Choice } from './choices.ts'
import { addressOf, FILTERS, type FilterName, type Filters } from './filters.ts'

type Props = {
  filters: Filters
  /** Why the history was refused, if it was. */
  error: unknown
}

/** What is chosen counts at once, what is typed when it is finished. Each change is a new address: "back" undoes it. */
export function FilterBar({ filters, error }: Props) {
  const words = usePastWords()
  const { today } = useToday()
  const choices = useChoices(filters)
  const form = useForm(filters, error)
  const summary = summaryOf(filters, choices, words, today)
  return (
    <form
      role="search"
      aria-label={words.history.filters}
      className="no-print mb-4 lg:grid lg:grid-cols-5 lg:gap-3"
      onSubmit={(event) => {
        event.preventDefault()
        form.commit({})
      }}
    >
      <Panel count={FILTERS.filter((name) => name !== 'text' && filters[name]).length} form={form}>
        <Day name="since" form={form} />
        <Day name="until" form={form} />
        <Select name="status" options={choices.status} form={form} />
        <Select name="drill" options={choices.drill} form={form} />
        <Select name="outcome" options={choices.outcome} form={form} />
        <Select name="contact_id" options={choices.contact_id} form={form} />
        <Typed name="phone" form={form} inputMode="tel" />
        <Select name="policy_id" options={choices.policy_id} form={form} />
      </Panel>
      {Object.keys(filters).length > 0 && (
        <p className="mt-2 flex flex-wrap items-center gap-x-3 lg:col-span-full lg:mt-0">
          <span className="text-sm text-soft lg:hidden">{summary}</span>
          <Link to="/history" className="inline-flex min-h-11 items-center font-medium text-link">
            {words.history.clear}
          </Link>
        </p>
      )}
    </form>
  )
}

/** On a phone all but the text waits behind a button. */
function Panel({ count, form, children }: { count: number; form: Form; children: React.ReactNode }) {
  const words = usePastWords()
  const [chosen, setOpen] = useState(false)
  // What must be mended must be seen.
  const open = chosen || form.isWrong
  const panel = useId()
  return (
    <>
      <div className="flex items-end gap-2 lg:col-span-2">
        <Typed name="text" form={form} inputMode="search" className="grow" />
        <button
          type="button"
          aria-expanded={open}
          aria-controls={panel}
          onClick={() => setOpen(!open)}
          className={buttonClass('plain', 'shrink-0 lg:hidden')}
        >
          <SlidersHorizontal aria-hidden className="size-4.5" />
          {count > 0 ? words.history.filtersOn(count) : words.history.filters}
        </button>
      </div>
      <div id={panel} className={`${open ? 'grid' : 'hidden'} mt-3 grid-cols-2 gap-2.5 lg:contents`}>
        {children}
      </div>
    </>
  )
}

type FieldProps = { name: FilterName; form: Form; className?: string }

function Typed({ name, form, inputMode, className = '' }: FieldProps & { inputMode: 'tel' | 'search' }) {
  const words = usePastWords()
  return (
    <Field label={words.history.names[name]} error={form.errorAt(name)} className={className}>
      {(bound) => (
        <span className="relative block">
          <input
            {...bound}
            type="text"
            inputMode={inputMode}
            enterKeyHint="search"
            maxLength={200}
            placeholder={name === 'text' ? words.history.textPlaceholder : undefined}
            className={`${inputClass} ${name === 'text' ? 'pr-11' : ''}`}
            value={form.draft[name] ?? ''}
            onChange={(event) => form.edit({ [name]: event.target.value })}
            onBlur={() => form.commit({})}
          />
          {name === 'text' && <Find />}
        </span>
      )}
    </Field>
  )
}

/** Without it no browser sends a form of several fields when Enter is pressed. */
function Find() {
  const words = usePastWords()
  return (
    <button
      type="submit"
      aria-label={words.history.search}
      className="absolute inset-y-0 right-0 inline-flex w-11 items-center justify-center rounded-md text-soft hover:text-ink"
    >
      <Search aria-hidden className="size-4.5" />
    </button>
  )
}

function Day({ name, form }: FieldProps) {
  const words = usePastWords()
  const { today } = useToday()
  return (
    <Field label={words.history.names[name]} error={form.errorAt(name)}>
      {(bound) => (
        <DayInput
          bound={bound}
          value={form.draft[name] ?? ''}
          latest={today}
          onChange={(day) => form.commit({ [name]: day })}
        />
      )}
    </Field>
  )
}

function Select({ name, form, options }: FieldProps & { options: readonly Choice[] }) {
  const words = usePastWords()
  return (
    <Field label={words.history.names[name]} error={form.errorAt(name)}>
      {(bound) => (
        <select
          {...bound}
          className={inputClass}
          value={form.draft[name] ?? ''}
          onChange={(event) => form.commit({ [name]: event.target.value })}
        >
          <option value="">{words.history.any}</option>
          {options.map(({ value, text }) => (
            <option key={value} value={value}>
              {text}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}

type Form = ReturnType<typeof useForm>
/** `asked`: addresses that were asked for and have not come about yet. */
type FormState = { draft: Filters; from: string; asked: readonly string[] }

/** What was asked for here leaves alone what is typed meanwhile; the way back, or a link, takes the form with it. */
function arrived({ draft, asked }: FormState, filters: Filters, address: string): FormState {
  const place = asked.indexOf(address)
  if (place < 0) return { draft: filters, from: address, asked: [] }
  return { draft, from: address, asked: asked.slice(place + 1) }
}

/** The form as it stands, until it is finished and becomes the address. */
function useForm(filters: Filters, error: unknown) {
  const words = usePastWords()
  const [, setAddress] = useSearchParams()
  const address = addressOf(filters)
  const [{ draft, from, asked }, setForm] = useState<FormState>({ draft: filters, from: address, asked: [] })
  if (from !== address) setForm(arrived({ draft, from, asked }, filters, address))
  const edit = (change: Filters) => setForm((form) => ({ ...form, draft: { ...form.draft, ...change } }))
  function commit(change: Filters): void {
    edit(change)
    const next = addressOf({ ...draft, ...change })
    if (next === (asked.at(-1) ?? address)) return
    setForm((form) => ({ ...form, asked: [...form.asked, next] }))
    setAddress(next)
  }
  const errorAt = (name: FilterName): string | undefined =>
    error instanceof Refused && error.problem.errors?.some(({ field }) => field === name)
      ? words.history.wrong[name]
      : undefined
  const isWrong = FILTERS.some((name) => errorAt(name) !== undefined)
  return { draft, edit, commit, errorAt, isWrong }
}
