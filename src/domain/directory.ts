import { sharedNumber, type Language, type Person, type Plan } from './plan.ts'

/** What people set up, as it is kept beside its name. Phone numbers are E.164. */
export type Documents = { contacts: Contact; groups: Group; policies: Policy }

/** A person who can be phoned. The first number is the one that rings. `language`: what they are spoken to in; null: the policy's. */
export type Contact = {
  numbers: readonly [PhoneNumber, ...PhoneNumber[]]
  language: Language | null
  note: string
}
export type PhoneNumber = { phone: string; label: string }

/** Contacts in order: a role is a position. */
export type Group = { contactIds: readonly string[] }

export const membersOf = ({ contactIds }: Group): Somebody[] => contactIds.map((contactId) => ({ contactId }))

/** Somebody in a policy: one of the contacts, or a person who was named there alone. */
export type Somebody = { contactId: string } | Person

/** Who is rung, in what order, how often: everything of a plan but the occasion. */
export type Policy = Pick<
  Plan,
  'rounds' | 'ringTimeoutSeconds' | 'acknowledgeBy' | 'language' | 'messageTemplate' | 'whenExhausted'
> &
  Whom
export type Whom = { groupId: string } | { people: readonly Somebody[] }

/** Why nobody can be rung. `position` counts from 0. */
export type NoLadder =
  | { why: 'nobody' }
  | { why: 'no-such-group' }
  | { why: 'no-such-contact'; position: number; id: string }
  | { why: 'shared-number'; names: readonly [string, string]; phone: string }

export const isNoLadder = (found: object): found is NoLadder => 'why' in found

/** The people in their order, each with a number of their own. */
export function ladderOf(people: readonly Person[]): Plan['people'] | NoLadder {
  const shared = sharedNumber(people)
  if (shared) return { why: 'shared-number', ...shared }
  const [first, ...rest] = people
  return first ? [first, ...rest] : { why: 'nobody' }
}

export const DIRECTORY_LIMITS = {
  numbers: 5,
  labelCharacters: 40,
  noteCharacters: 1_000,
  templateCharacters: 1_000,
  repeat: { minutes: 1_440, times: 10 },
} as const

/** The ids of what a policy or group needs. */
export function usesOf(document: Group | Policy): string[] {
  const ids =
    'contactIds' in document
      ? document.contactIds
      : [
          ...('groupId' in document ? [document.groupId] : document.people.flatMap(contactIdOf)),
          ...(document.whenExhausted?.do === 'policy' ? [document.whenExhausted.policyId] : []),
        ]
  return [...new Set(ids)]
}

const contactIdOf = (somebody: Somebody): string[] =>
  somebody.contactId === undefined ? [] : [somebody.contactId]
