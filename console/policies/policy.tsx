import { useNavigate, useParams, useSearchParams } from 'react-router'
import { useList, type Entries } from '../directory/data.ts'
import { useEditing } from '../directory/editing.ts'
import { FirstContacts } from '../directory/first-contacts.tsx'
import { Frame, Head, Loaded } from '../directory/frame.tsx'
import { NameField } from '../directory/name-field.tsx'
import { useNames } from '../directory/people.tsx'
import { useWords } from '../i18n/directory.ts'
import { bodyOf, factsOf, hasPeople, openPolicy, type Draft } from './draft.ts'
import { Rules } from './rules.tsx'
import { TryOut } from './try-out.tsx'
import { WhenExhausted } from './when-exhausted.tsx'
import { Whom } from './whom.tsx'

export function Policy() {
  const { id } = useParams()
  const words = useWords().directory.policy
  return (
    <Loaded shelf="policies" id={id}>
      {(kept) => (
        <FirstContacts
          title={words.noContacts}
          body={words.noContactsBody}
          head={<Head shelf="policies" title={words.new} />}
        >
          <Editor kept={kept} />
        </FirstContacts>
      )}
    </Loaded>
  )
}

/** A new policy speaks the reader's language, and rings the group that the reader came from. */
function useOpen() {
  const words = useWords()
  const [params] = useSearchParams()
  return (kept: Entries['policies'] | null): Draft =>
    kept ? openPolicy(kept) : { ...openPolicy(null), language: words.language, groupId: params.get('group') }
}

function Editor({ kept }: { kept: Entries['policies'] | null }) {
  const words = useWords()
  const { policy } = words.directory
  const go = useNavigate()
  const open = useOpen()
  const names = usePolicyNames()
  const editing = useEditing({
    shelf: 'policies',
    kept,
    open,
    bodyOf,
    onSaved: ({ id }) => void go(`/policies/${id}`, { replace: true }),
  })
  const { draft, change, errors } = editing
  const part = { draft, errors, change }
  const missing = draft.whom === 'group' ? policy.pickGroup : words.directory.group.noMembers
  return (
    <Frame
      editing={editing}
      newTitle={policy.new}
      factsOf={(some) => factsOf(some, words, names)}
      reason={hasPeople(draft) ? null : missing}
      onRemoved={() => void go('/policies')}
      aside={<TryOut draft={draft} kept={editing.dirty ? null : editing.kept} />}
    >
      <NameField
        label={policy.name}
        error={errors['name']}
        value={draft.name}
        onChange={(name) => change({ name })}
      />
      <Whom {...part} />
      <Rules {...part} />
      <WhenExhausted {...part} own={editing.kept?.id ?? null} />
    </Frame>
  )
}

function usePolicyNames() {
  const nameOf = useNames()
  const groups = useList('groups').data ?? []
  const policies = useList('policies').data ?? []
  return {
    somebody: (somebody: Parameters<typeof nameOf>[0]) => nameOf(somebody).name,
    group: (id: string) => groups.find((group) => group.id === id)?.name ?? '',
    policy: (id: string) => policies.find((policy) => policy.id === id)?.name ?? '',
  }
}
