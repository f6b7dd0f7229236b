import { useNavigate, useParams } from 'react-router'
import { useList, type Entries } from '../directory/data.ts'
import { useEditing } from '../directory/editing.ts'
import { FirstContacts } from '../directory/first-contacts.tsx'
import { Frame, Head, Loaded } from '../directory/frame.tsx'
import { NameField } from '../directory/name-field.tsx'
import { UsedIn } from '../directory/in-use.tsx'
import { People, useNames, type Somebody } from '../directory/people.tsx'
import { LinkButton } from '../directory/shelf-list.tsx'
import { useWords } from '../i18n/directory.ts'

type Kept = Entries['groups']
type Draft = { name: string; people: Somebody[] }

const open = (kept: Kept | null): Draft => ({
  name: kept?.name ?? '',
  people: kept?.contact_ids.map((id) => ({ contact_id: id })) ?? [],
})

const bodyOf = ({ name, people }: Draft) => ({
  name,
  contact_ids: people.flatMap((somebody) => ('contact_id' in somebody ? [somebody.contact_id] : [])),
})

export function Group() {
  const { id } = useParams()
  const words = useWords().directory.group
  return (
    <Loaded shelf="groups" id={id}>
      {(kept) => (
        <FirstContacts
          title={words.noContacts}
          body={words.noContactsBody}
          head={<Head shelf="groups" title={words.new} />}
        >
          <Editor kept={kept} />
        </FirstContacts>
      )}
    </Loaded>
  )
}

function Editor({ kept }: { kept: Kept | null }) {
  const { group } = useWords().directory
  const go = useNavigate()
  const nameOf = useNames()
  const toList = () => void go('/groups')
  const editing = useEditing({ shelf: 'groups', kept, open, bodyOf, onSaved: toList })
  const { draft, change, errors } = editing
  return (
    <Frame
      editing={editing}
      newTitle={group.new}
      factsOf={({ name, people }) => [
        { label: group.name, text: name },
        { label: group.members, text: people.map((somebody) => nameOf(somebody).name).join(' → ') },
      ]}
      reason={draft.people.length === 0 ? group.noMembers : null}
      onRemoved={toList}
      aside={kept && <Users id={kept.id} />}
    >
      <NameField
        label={group.name}
        error={errors['name']}
        value={draft.name}
        onChange={(name) => change({ name })}
      />
      <People
        people={draft.people}
        errors={errors}
        field="contact_ids"
        onChange={(people) => change({ people })}
      />
    </Frame>
  )
}

/** The policies that ring this group, or the way to the first. */
function Users({ id }: { id: string }) {
  const words = useWords().directory.group
  const policies = useList('policies').data ?? []
  const users = policies.filter(({ group_id: group }) => group === id)
  return (
    <UsedIn users={users.map((policy) => ({ ...policy, kind: 'policy' as const }))}>
      <p className="mb-3 text-soft">{words.nowhere}</p>
      <LinkButton to={`/policies/new?group=${id}`}>{words.toPolicy}</LinkButton>
    </UsedIn>
  )
}
