import { Plus, Workflow } from 'lucide-react'
import { useList, type Entries } from '../directory/data.ts'
import { FirstContacts } from '../directory/first-contacts.tsx'
import { LinkButton, ShelfList } from '../directory/shelf-list.tsx'
import { useWords } from '../i18n/directory.ts'
import { Empty } from '../parts/states.tsx'
import { afterText } from './draft.ts'

export function Policies() {
  const words = useWords().directory
  const add = (
    <LinkButton to="/policies/new" tone="primary" icon={<Plus aria-hidden className="size-5" />}>
      {words.policy.add}
    </LinkButton>
  )
  return (
    <ShelfList
      shelf="policies"
      searchHint={words.searchByName}
      textOf={({ members }) => members.map(({ name }) => name).join(' ')}
      tools={add}
      empty={
        <FirstContacts title={words.policy.noContacts} body={words.policy.noContactsBody}>
          <Empty icon={<Workflow aria-hidden className="size-8" />} title={words.policy.empty} action={add}>
            {words.policy.emptyBody}
          </Empty>
        </FirstContacts>
      }
    >
      {(policy) => <Row policy={policy} />}
    </ShelfList>
  )
}

function Row({ policy }: { policy: Entries['policies'] }) {
  const words = useWords()
  const groups = useList('groups').data ?? []
  const policies = useList('policies').data ?? []
  const { name, members, rounds, ring_timeout_seconds: seconds, group_id: groupId } = policy
  const group = groups.find(({ id }) => id === groupId)
  const people = members.map((member) => member.name).join(' → ')
  const nameOf = (id: string) => policies.find((other) => other.id === id)?.name ?? ''
  return (
    <>
      <span className="min-w-0 font-semibold">{name}</span>
      <span className="line-clamp-2 min-w-0">{group ? `${group.name}: ${people}` : people}</span>
      <span className="line-clamp-2 min-w-0 text-sm text-soft">
        {[
          words.directory.policy.summary(rounds, seconds),
          words.evidence[policy.acknowledge_by],
          words.simulator.languages[policy.language],
          ...(policy.when_exhausted ? [afterText(policy.when_exhausted, words, nameOf)] : []),
        ].join(' · ')}
      </span>
    </>
  )
}
