import { useNavigate, useParams } from 'react-router'
import type { NewContact } from '../../src/wire/contact.ts'
import { useList, type Entries } from '../directory/data.ts'
import { useEditing } from '../directory/editing.ts'
import type { Fact } from '../directory/faster.tsx'
import { Frame, Loaded } from '../directory/frame.tsx'
import { NameField } from '../directory/name-field.tsx'
import { UsedIn } from '../directory/in-use.tsx'
import { useWords, type Words } from '../i18n/directory.ts'
import { Choice, Field, inputClass } from '../parts/field.tsx'
import { newNumber, Numbers, numbersText, type NumberDraft } from './numbers.tsx'

type Kept = Entries['contacts']
type Draft = { name: string; numbers: NumberDraft[]; language: NewContact['language']; note: string }

const open = (kept: Kept | null): Draft => ({
  name: kept?.name ?? '',
  numbers: kept?.numbers.map((number) => newNumber(number)) ?? [newNumber()],
  language: kept?.language ?? null,
  note: kept?.note ?? '',
})

const bodyOf = ({ name, numbers, language, note }: Draft) => ({
  name,
  numbers: numbers.map(({ phone, label }) => ({ phone, label })),
  language,
  note,
})

function factsOf({ name, numbers, language, note }: Draft, words: Words): Fact[] {
  const { contact } = words.directory
  return [
    { label: contact.name, text: name },
    { label: contact.numbers, text: numbersText(numbers) },
    { label: contact.language, text: language ? words.simulator.languages[language] : contact.asPolicy },
    { label: contact.note, text: note },
  ]
}

export function Contact() {
  const { id } = useParams()
  return (
    <Loaded shelf="contacts" id={id}>
      {(kept) => <Editor kept={kept} />}
    </Loaded>
  )
}

function Editor({ kept }: { kept: Kept | null }) {
  const words = useWords()
  const { contact } = words.directory
  const go = useNavigate()
  const toList = () => void go('/contacts')
  const editing = useEditing({ shelf: 'contacts', kept, open, bodyOf, onSaved: toList })
  const { draft, change, errors } = editing
  return (
    <Frame
      editing={editing}
      newTitle={contact.new}
      factsOf={(some) => factsOf(some, words)}
      onRemoved={toList}
      aside={kept && <Users id={kept.id} />}
    >
      <NameField
        label={contact.name}
        error={errors['name']}
        value={draft.name}
        onChange={(name) => change({ name })}
      />
      <Numbers numbers={draft.numbers} errors={errors} onChange={(numbers) => change({ numbers })} />
      <Choice
        label={contact.language}
        hint={contact.languageHint}
        value={draft.language ?? 'policy'}
        options={[
          { value: 'policy', text: contact.asPolicy },
          { value: 'ko', text: words.simulator.languages.ko },
          { value: 'en', text: words.simulator.languages.en },
        ]}
        onChange={(language) => change({ language: language === 'policy' ? null : language })}
      />
      <Field label={contact.note} hint={contact.noteHint} error={errors['note']}>
        {(bound) => (
          <textarea
            {...bound}
            rows={3}
            maxLength={1000}
            className={`${inputClass} field-sizing-content max-h-72`}
            value={draft.note}
            onChange={(event) => change({ note: event.target.value })}
          />
        )}
      </Field>
    </Frame>
  )
}

/** The groups and policies that ring this contact. */
function Users({ id }: { id: string }) {
  const words = useWords().directory
  const groups = useList('groups').data ?? []
  const policies = useList('policies').data ?? []
  const inGroups = groups.filter(({ contact_ids: ids }) => ids.includes(id))
  const inPolicies = policies.filter(({ contacts = [] }) => contacts.some((each) => each.contact_id === id))
  return (
    <UsedIn
      users={[
        ...inGroups.map((group) => ({ ...group, kind: 'group' as const })),
        ...inPolicies.map((policy) => ({ ...policy, kind: 'policy' as const })),
      ]}
    >
      <p className="text-soft">{words.contact.nowhere}</p>
    </UsedIn>
  )
}
