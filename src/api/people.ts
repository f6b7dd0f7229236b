import type { Somebody, Whom } from '../domain/directory.ts'
import { formatPhone, parsePhone } from '../domain/phone-number.ts'
import { sharedNumber, type Person, type Plan } from '../domain/plan.ts'
import { loadEntries, loadEntry, type Entry } from '../store/directory.ts'
import type { Database } from '../store/database.ts'
import type * as wire from '../wire/ladder.ts'
import { fieldProblem } from './problem.ts'

const PHONE_EXAMPLE = '010-0000-0001'

/** E.164 for what a person typed. Throws a 422 that names the field. */
export function phoneOf(typed: string, field: string): string {
  const e164 = parsePhone(typed)
  if (e164 === null)
    throw fieldProblem(field, { ko: '전화번호가 아닙니다.', en: 'is no phone number' }, PHONE_EXAMPLE)
  return e164
}

const somebodyOf = ({ contact_id, name, phone }: wire.Somebody, i: number): Somebody =>
  contact_id === undefined
    ? { name: name ?? '', phone: phoneOf(phone ?? '', `contacts.${i}.phone`) }
    : { contactId: contact_id }

/** Whom a request names; its schema made sure that it is one of the two. */
export const whomOf = (body: {
  contacts?: wire.Somebody[] | undefined
  group_id?: string | undefined
}): Whom =>
  body.group_id === undefined ? { people: (body.contacts ?? []).map(somebodyOf) } : { groupId: body.group_id }

/** The people whom this rings at this moment, in order. Throws a 422 that names the field. */
export async function peopleOf(db: Database['read'], whom: Whom): Promise<Plan['people']> {
  if ('people' in whom) return ladder(await withContacts(db, whom.people, 'contacts'), 'contacts')
  const group = await loadEntry(db, 'groups', whom.groupId)
  if (!group)
    throw fieldProblem('group_id', { ko: '이런 담당자 그룹이 없습니다.', en: 'there is no such group' })
  return peopleOfGroup(db, group, 'group_id')
}

export const peopleOfGroup = async (
  db: Database['read'],
  { document }: Pick<Entry<'groups'>, 'document'>,
  field: string,
): Promise<Plan['people']> =>
  ladder(
    await withContacts(
      db,
      document.contactIds.map((contactId) => ({ contactId })),
      field,
    ),
    field,
  )

async function withContacts(
  db: Database['read'],
  people: readonly Somebody[],
  field: string,
): Promise<Person[]> {
  const ids = people.flatMap(({ contactId }) => contactId ?? [])
  const found = new Map((await loadEntries(db, 'contacts', ids)).map((contact) => [contact.id, contact]))
  return people.map((somebody, i) => {
    if ('phone' in somebody) return somebody
    const contact = found.get(somebody.contactId)
    if (!contact)
      throw fieldProblem(`${field}.${i}`, {
        ko: `담당자를 찾을 수 없습니다: ${somebody.contactId}`,
        en: `there is no contact ${somebody.contactId}`,
      })
    return { name: contact.name, phone: contact.document.numbers[0].phone, contactId: contact.id }
  })
}

/** Two with one number would be rung one after the other in vain. */
export function ladder(people: readonly Person[], field: string): Plan['people'] {
  const shared = sharedNumber(people)
  if (shared)
    throw fieldProblem(field, {
      ko: `${shared.names.join(' 님과 ')} 님의 번호가 같습니다 (${formatPhone(shared.phone)}). 서로 다른 번호여야 합니다.`,
      en: `${shared.names.join(' and ')} have the same number ${shared.phone}; each must have one of their own`,
    })
  const [first, ...rest] = people
  if (!first)
    throw fieldProblem(field, { ko: '전화할 사람이 없습니다.', en: 'nobody to ring' }, [
      { name: '홍길동', phone: PHONE_EXAMPLE },
    ])
  return [first, ...rest]
}
