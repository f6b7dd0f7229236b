import { FileUp, UserPlus, Users } from 'lucide-react'
import { formatPhone } from '../../src/wire/display.ts'
import { useList, type Entries } from '../directory/data.ts'
import { LinkButton, ShelfList } from '../directory/shelf-list.tsx'
import { useWords } from '../i18n/directory.ts'
import { Empty } from '../parts/states.tsx'

export function Contacts() {
  const words = useWords().directory
  const groups = useList('groups')
  const add = (
    <LinkButton to="/contacts/new" tone="primary" icon={<UserPlus aria-hidden className="size-5" />}>
      {words.contact.add}
    </LinkButton>
  )
  const bringIn = (
    <LinkButton to="/contacts/import" icon={<FileUp aria-hidden className="size-5" />}>
      {words.import.open}
    </LinkButton>
  )
  return (
    <ShelfList
      shelf="contacts"
      searchHint={words.searchContacts}
      textOf={({ numbers, note }) =>
        `${numbers.map(({ phone, label }) => `${phone} ${formatPhone(phone)} ${label}`).join(' ')} ${note}`
      }
      tools={
        <>
          {bringIn}
          {add}
        </>
      }
      empty={
        <Empty
          icon={<Users aria-hidden className="size-8" />}
          title={words.contact.empty}
          action={
            <div className="flex flex-wrap justify-center gap-2">
              {add}
              {bringIn}
            </div>
          }
        >
          {words.contact.emptyBody}
        </Empty>
      }
    >
      {(contact) => (
        <Row
          contact={contact}
          groups={(groups.data ?? []).filter(({ contact_ids: ids }) => ids.includes(contact.id))}
        />
      )}
    </ShelfList>
  )
}

function Row({ contact, groups }: { contact: Entries['contacts']; groups: readonly { name: string }[] }) {
  const words = useWords()
  const { name, numbers, language, note } = contact
  const [first, ...rest] = numbers
  return (
    <>
      <span className="min-w-0 font-semibold">{name}</span>
      <span className="min-w-0">
        {first && formatPhone(first.phone)}
        <span className="text-sm text-soft">
          {first?.label && ` ${first.label}`}
          {rest.length > 0 && ` ${words.directory.contact.more(rest.length)}`}
        </span>
      </span>
      <span className="line-clamp-2 min-w-0 text-sm text-soft">
        {[
          ...groups.map((group) => group.name),
          ...(language ? [words.simulator.languages[language]] : []),
          ...(note ? [note] : []),
        ].join(' · ')}
      </span>
    </>
  )
}
