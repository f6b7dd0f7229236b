import type { Kysely } from 'kysely'
import { isNoLadder, ladderOf, type NoLadder, type Somebody, type Whom } from '../domain/directory.ts'
import type { Person, Plan } from '../domain/plan.ts'
import { loadEntries, loadEntry, type Entry } from '../store/directory.ts'
import type { Tables } from '../store/schema.ts'

type Db = Kysely<Tables>
type Ladder = Plan['people'] | NoLadder
type Occasion = Pick<Plan, 'message' | 'drill' | 'urgency' | 'provider'>

/** The people whom this rings at this moment, in order, or why it can ring nobody. */
export async function peopleOf(db: Db, whom: Whom): Promise<Ladder> {
  if ('people' in whom) return withContacts(db, whom.people)
  const group = await loadEntry(db, 'groups', whom.groupId)
  return group ? peopleOfGroup(db, group) : { why: 'no-such-group' }
}

export const peopleOfGroup = (db: Db, { document }: Pick<Entry<'groups'>, 'document'>): Promise<Ladder> =>
  withContacts(
    db,
    document.contactIds.map((contactId) => ({ contactId })),
  )

async function withContacts(db: Db, somebodies: readonly Somebody[]): Promise<Ladder> {
  const ids = somebodies.flatMap(({ contactId }) => contactId ?? [])
  const found = new Map((await loadEntries(db, 'contacts', ids)).map((contact) => [contact.id, contact]))
  const people: Person[] = []
  for (const [position, somebody] of somebodies.entries()) {
    if ('phone' in somebody) people.push(somebody)
    else {
      const contact = found.get(somebody.contactId)
      if (!contact) return { why: 'no-such-contact', position, id: somebody.contactId }
      people.push(personOf(contact))
    }
  }
  return ladderOf(people)
}

function personOf({ id, name, document: { numbers, language } }: Entry<'contacts'>): Person {
  return { name, phone: numbers[0].phone, contactId: id, ...(language !== null && { language }) }
}

/** The policy as an escalation will follow it, with whoever is in it at this moment. */
export async function planOfPolicy(
  db: Db,
  { id, name, document }: Entry<'policies'>,
  occasion: Occasion,
): Promise<Plan | NoLadder> {
  const { rounds, ringTimeoutSeconds, acknowledgeBy, language, messageTemplate, whenExhausted } = document
  const people = await peopleOf(db, document)
  if (isNoLadder(people)) return people
  return {
    people,
    rounds,
    ringTimeoutSeconds,
    acknowledgeBy,
    language,
    ...(messageTemplate !== undefined && { messageTemplate }),
    ...(whenExhausted !== undefined && { whenExhausted }),
    policy: { id, name },
    ...occasion,
  }
}

/** For an escalation that follows an exhausted one: the same occasion, another policy. Null when that is gone. */
export async function planOfNextPolicy(
  db: Db,
  policyId: string,
  { message, drill, urgency, provider }: Plan,
): Promise<Plan | NoLadder | null> {
  const policy = await loadEntry(db, 'policies', policyId)
  const occasion = { message, drill, urgency, ...(provider !== undefined && { provider }) }
  return policy && planOfPolicy(db, policy, occasion)
}
