import { Plus, Trash2 } from 'lucide-react'
import type { Words } from '../i18n/ko.ts'
import { useWords } from '../i18n/words.ts'
import { Button, IconButton } from '../parts/button.tsx'
import { Field, inputClass } from '../parts/field.tsx'
import { say } from '../parts/toasts.tsx'
import { BEHAVIOURS, hasDelay, MOST_PEOPLE, nobody, personAt, type Behaviour, type Person } from './setup.ts'

type Props = {
  people: Person[]
  /** With phones of ours; of real ones nobody says how they behave. */
  simulated: boolean
  errors: Record<string, string>
  onChange: (people: Person[]) => void
}

/** Who is rung, in order, and how each one's phone behaves. */
export function People({ people, simulated, errors, onChange }: Props) {
  const words = useWords()
  const change = (index: number, person: Person) => onChange(people.with(index, person))
  const remove = (index: number) => {
    onChange(people.toSpliced(index, 1))
    say(words.simulator.removed(people[index]?.name ?? ''), {
      undo: { label: words.simulator.undo, run: () => onChange(people) },
    })
  }
  return (
    <fieldset>
      <legend className="mb-2 text-sm font-medium text-soft">{words.simulator.people}</legend>
      <ol className="flex flex-col gap-3">
        {people.map((person, i) => (
          <PersonFields
            key={i}
            index={i}
            person={person}
            simulated={simulated}
            errors={errors}
            onChange={(next) => change(i, next)}
            {...(people.length > 1 && { onRemove: () => remove(i) })}
          />
        ))}
      </ol>
      {errors['contacts'] !== undefined && (
        <p role="alert" className="mt-1 text-sm text-exhausted">
          {errors['contacts']}
        </p>
      )}
      <Button
        className="mt-3"
        icon={<Plus aria-hidden className="size-4.5" />}
        reason={people.length >= MOST_PEOPLE ? words.simulator.tooMany : null}
        onClick={() => onChange([...people, simulated ? personAt(freeIndex(people, words), words) : nobody])}
      >
        {words.simulator.add}
      </Button>
    </fieldset>
  )
}

/** The first of our sample people who is not there yet. */
function freeIndex(people: readonly Person[], words: Words): number {
  const free = Array.from({ length: MOST_PEOPLE + 1 }, (_, i) => i).find((i) => {
    const sample = personAt(i, words)
    return !people.some(({ phone, name }) => phone === sample.phone || name === sample.name)
  })
  return free ?? people.length
}

type FieldsProps = {
  index: number
  person: Person
  simulated: boolean
  errors: Record<string, string>
  onChange: (person: Person) => void
  onRemove?: () => void
}

function PersonFields({ index, person, simulated, errors, onChange, onRemove }: FieldsProps) {
  const words = useWords()
  const role = words.role(index)
  return (
    <li className="rounded-md border border-line p-3">
      <div className="mb-1.5 flex min-h-11 items-center justify-between">
        <span className="font-semibold">{role}</span>
        {onRemove && (
          <IconButton
            label={words.simulator.remove(person.name)}
            icon={<Trash2 aria-hidden className="size-4.5" />}
            onClick={onRemove}
          />
        )}
      </div>
      <div className="grid grid-cols-2 gap-2.5">
        <Field label={words.simulator.name} error={errors[`contacts.${index}.name`]}>
          {(bound) => (
            <input
              {...bound}
              className={inputClass}
              maxLength={80}
              value={person.name}
              onChange={(event) => onChange({ ...person, name: event.target.value })}
            />
          )}
        </Field>
        <Field label={words.simulator.phone} error={errors[`contacts.${index}.phone`]}>
          {(bound) => (
            <input
              {...bound}
              type="tel"
              inputMode="tel"
              className={inputClass}
              maxLength={40}
              value={person.phone}
              onChange={(event) => onChange({ ...person, phone: event.target.value })}
            />
          )}
        </Field>
        {simulated && <BehaviourFields person={person} onChange={onChange} />}
      </div>
    </li>
  )
}

function BehaviourFields({ person, onChange }: Pick<FieldsProps, 'person' | 'onChange'>) {
  const words = useWords()
  return (
    <>
      <Field label={words.simulator.behaviour} className={hasDelay(person.behaviour) ? '' : 'col-span-2'}>
        {(bound) => (
          <select
            {...bound}
            className={inputClass}
            value={person.behaviour}
            onChange={(event) =>
              onChange({ ...person, behaviour: BEHAVIOURS.find((b) => b === event.target.value) ?? 'hand' })
            }
          >
            {BEHAVIOURS.map((behaviour: Behaviour) => (
              <option key={behaviour} value={behaviour}>
                {words.simulator.behaviours[behaviour]}
              </option>
            ))}
          </select>
        )}
      </Field>
      {hasDelay(person.behaviour) && (
        <Field label={words.simulator.after}>
          {(bound) => (
            <input
              {...bound}
              type="number"
              min={0}
              max={60}
              className={inputClass}
              value={person.after}
              onChange={(event) => onChange({ ...person, after: event.target.valueAsNumber || 0 })}
            />
          )}
        </Field>
      )}
    </>
  )
}
