import type { Kysely } from 'kysely'
import {
  isNoLadder,
  ladderOf,
  membersOf,
  type NoLadder,
  type Somebody,
  type Whom,
} from '../domain/directory.ts'
import type { Person, Plan } from '../domain/plan.ts'
import { listEntries, loadEntries, loadEntry, type Entry, type Shelf } from '../store/directory.ts'
import type { Tables } from '../store/schema.ts'

type Db = Kysely<Tables>
type Ladder = Plan['people'] | NoLadder
type Occasion = Pick<Plan, 'message' | 'drill' | 'urgency' | 'provider'>
/** A plan without its occasion. */
export type Standing = Omit<Plan, keyof Occasion>

/** The people whom this rings at this moment, in order, or why it can ring nobody. */
export async function peopleOf(db: Db, whom: Whom): Promise<Ladder> {
  const groups = 'groupId' in whom ? await loadEntries(db, 'groups', [whom.groupId]) : []
  const somebodies = somebodiesIn(whom, byId(groups))
  const ids = somebodies?.flatMap(({ contactId }) => contactId ?? []) ?? []
  return ladderIn(somebodies, byId(await loadEntries(db, 'contacts', ids)))
}

/** The same for many, looked up in what is read once: a list of 300 must not ask 300 times. */
export async function peopleOfEach(db: Db): Promise<(whom: Whom) => Ladder> {
  const groups = byId(await listEntries(db, 'groups'))
  const contacts = byId(await listEntries(db, 'contacts'))
  return (whom) => ladderIn(somebodiesIn(whom, groups), contacts)
}

type ById<S extends Shelf> = ReadonlyMap<string, Entry<S>>
const byId = <S extends Shelf>(entries: readonly Entry<S>[]): ById<S> =>
  new Map(entries.map((entry) => [entry.id, entry]))

/** Null: there is no such group. */
function somebodiesIn(whom: Whom, groups: ById<'groups'>): readonly Somebody[] | null {
  if ('people' in whom) return whom.people
  const group = groups.get(whom.groupId)
  return group ? membersOf(group.document) : null
}

function ladderIn(somebodies: readonly Somebody[] | null, contacts: ById<'contacts'>): Ladder {
  if (!somebodies) return { why: 'no-such-group' }
  const people: Person[] = []
  for (const [position, somebody] of somebodies.entries()) {
    if ('phone' in somebody) people.push(somebody)
    else {
      const contact = contacts.get(somebody.contactId)
      if (!contact) return { why: 'no-such-contact', position, id: somebody.contactId }
      people.push(personOf(contact))
    }
  }
  return ladderOf(people)
}

function personOf({ id, name, document: { numbers, language } }: Entry<'contacts'>): Person {
  return { name, phone: numbers[0].phone, contactId: id, ...(language !== null && { language }) }
}

/** The policy as escalations will follow it, with whoever is in it at this moment. */
async function standingOf(db: Db, { id, name, document }: Entry<'policies'>): Promise<Standing | NoLadder> {
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
  }
}

/** How a policy rings at this moment, each read once; null when it is gone. */
export function standingsIn(db: Db): (policyId: string) => Promise<Standing | NoLadder | null> {
  const read = new Map<string, Promise<Standing | NoLadder | null>>()
  const look = async (id: string) => {
    const policy = await loadEntry(db, 'policies', id)
    return policy && standingOf(db, policy)
  }
  return (id) => {
    const standing = read.get(id) ?? look(id)
    read.set(id, standing)
    return standing
  }
}

/** The same, for this occasion. */
export async function planOfPolicy(
  db: Db,
  policy: Entry<'policies'>,
  occasion: Occasion,
): Promise<Plan | NoLadder> {
  const standing = await standingOf(db, policy)
  return isNoLadder(standing) ? standing : { ...standing, ...occasion }
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
