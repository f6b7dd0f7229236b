import { ListOrdered, ListPlus } from 'lucide-react'
import type { Entries } from '../directory/data.ts'
import { FirstContacts } from '../directory/first-contacts.tsx'
import { LinkButton, ShelfList } from '../directory/shelf-list.tsx'
import { useWords } from '../i18n/directory.ts'
import { Empty } from '../parts/states.tsx'

export function Groups() {
  const words = useWords().directory
  const add = (
    <LinkButton to="/groups/new" tone="primary" icon={<ListPlus aria-hidden className="size-5" />}>
      {words.group.add}
    </LinkButton>
  )
  return (
    <ShelfList
      shelf="groups"
      searchHint={words.searchByName}
      textOf={({ members }) => members.map(({ name }) => name).join(' ')}
      tools={add}
      empty={
        <FirstContacts title={words.group.noContacts} body={words.group.noContactsBody}>
          <Empty icon={<ListOrdered aria-hidden className="size-8" />} title={words.group.empty} action={add}>
            {words.group.emptyBody}
          </Empty>
        </FirstContacts>
      }
    >
      {(group) => <Row group={group} />}
    </ShelfList>
  )
}

function Row({ group: { name, members } }: { group: Entries['groups'] }) {
  const words = useWords()
  return (
    <>
      <span className="min-w-0 font-semibold">{name}</span>
      <span className="text-sm text-soft">{words.directory.group.size(members.length)}</span>
      <span className="line-clamp-2 min-w-0 text-sm text-soft">
        {members.map((member) => member.name).join(' → ')}
      </span>
    </>
  )
}
