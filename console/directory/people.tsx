import { X } from 'lucide-react'
import { formatPhone } from '../../src/wire/display.ts'
import { useWords } from '../i18n/directory.ts'
import { IconButton } from '../parts/button.tsx'
import { inOrder, Reorder } from './reorder.tsx'
import { useList } from './data.ts'
import { PickContact } from './pick-contact.tsx'

/** Somebody on a ladder: a contact, or a person who is named there alone. */
export type Somebody = { contact_id: string } | { name: string; phone: string }

const keyOf = (somebody: Somebody): string =>
  'contact_id' in somebody ? somebody.contact_id : `${somebody.name} ${somebody.phone}`

/** What each is called, and by what number; a contact who is gone by its id. */
export function useNames(): (somebody: Somebody) => { name: string; phone: string; label: string } {
  const { data = [] } = useList('contacts')
  return (somebody) => {
    if (!('contact_id' in somebody)) return { ...somebody, label: '' }
    const contact = data.find(({ id }) => id === somebody.contact_id)
    const { phone = '', label = '' } = contact?.numbers[0] ?? {}
    return { name: contact?.name ?? '…', phone, label }
  }
}

type Props = {
  people: Somebody[]
  errors: Record<string, string>
  /** The field of the request that names them. */
  field: 'contact_ids' | 'contacts'
  onChange: (people: Somebody[]) => void
}

/** Who is phoned, in what order: a role is a position. */
export function People({ people, errors, field, onChange }: Props) {
  const words = useWords()
  const { group, order } = words.directory
  const nameOf = useNames()
  const wrong =
    errors[field] ?? people.map((_, i) => errors[`${field}.${i}`]).find((text) => text !== undefined)
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1 text-sm font-medium text-soft">{group.members}</legend>
      {people.length === 0 && <p className="mb-3 text-soft">{group.noMembers}</p>}
      <Reorder
        items={people}
        keyOf={keyOf}
        nameOf={(somebody) => nameOf(somebody).name}
        onMove={(from, to) => onChange(inOrder(people, from, to))}
      >
        {(somebody, i) => {
          const { name, phone, label } = nameOf(somebody)
          return (
            <div className="flex items-center gap-2 py-1">
              <div className="min-w-0 grow">
                <span className="block text-sm text-soft">{words.role(i)}</span>
                <span className="block leading-snug font-semibold">{name}</span>
                <span className="block text-sm text-soft">
                  {formatPhone(phone)} {label}
                </span>
              </div>
              <IconButton
                label={order.remove(name)}
                icon={<X aria-hidden className="size-5" />}
                onClick={() => onChange(people.toSpliced(i, 1))}
              />
            </div>
          )
        }}
      </Reorder>
      {wrong !== undefined && (
        <p role="alert" className="mt-2 font-medium text-exhausted">
          {wrong}
        </p>
      )}
      <div className="mt-3">
        <PickContact
          taken={people.flatMap((somebody) => ('contact_id' in somebody ? [somebody.contact_id] : []))}
          onPick={(id) => onChange([...people, { contact_id: id }])}
        />
      </div>
    </fieldset>
  )
}
