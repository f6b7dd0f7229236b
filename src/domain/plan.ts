import type { WhenExhausted } from './when-exhausted.ts'

/**
 * A plan is the escalation policy as one escalation will follow it: copied in when it starts, so
 * that an edited policy or a deleted contact cannot change a ladder that is already being climbed.
 */
export type Language = 'ko' | 'en'

/** What a call must show to count as an acknowledgement: somebody or something picked up; it was no machine; a key was pressed. */
type AcknowledgeBy = 'answer' | 'human' | 'keypress'

/**
 * `phone` is E.164. `contactId`: who this is among the contacts; absent when they were named for this
 * once. `language`: what they are spoken to in; absent: the plan's.
 */
export type Person = { name: string; phone: string; contactId?: string; language?: Language }

export type Plan = {
  people: readonly [Person, ...Person[]]
  rounds: number
  ringTimeoutSeconds: number
  acknowledgeBy: AcknowledgeBy
  message: string
  /** How the message is spoken (message-template.ts); absent: as the language's own words have it. */
  messageTemplate?: string
  language: Language
  drill: boolean
  /** Where calls have to wait for each other, those of high urgency go first. */
  urgency: Urgency
  /** The policy that this was copied from, as it was called then; absent when there was none. */
  policy?: { id: string; name: string }
  /** Who places its calls. */
  provider?: string
  /** What happens when it is exhausted; absent: nothing. */
  whenExhausted?: WhenExhausted
  /** The exhausted escalation that this one follows. */
  follows?: string
}

export type Urgency = 'high' | 'low'

/** A place on the ladder. `number` and `round` count from 1, `position` from 0. */
export type Rung = { number: number; round: number; position: number }

/** What nobody has said otherwise. */
export const DEFAULTS = {
  rounds: 2,
  ringTimeoutSeconds: 15,
  acknowledgeBy: 'keypress',
  language: 'ko',
} as const satisfies Partial<Plan>

export const LIMITS = {
  people: 20,
  rounds: 10,
  ringTimeoutSeconds: { least: 5, most: 60 },
  messageCharacters: 10_000,
  nameCharacters: 80,
} as const

export const attemptsOf = (plan: Pick<Plan, 'people' | 'rounds'>): number => plan.people.length * plan.rounds

/** The rung after `done` attempts, or null at the top of the ladder: round by round, each in the order of the people. */
export function rungAfter(plan: Pick<Plan, 'people' | 'rounds'>, done: number): Rung | null {
  if (done >= attemptsOf(plan)) return null
  const position = done % plan.people.length
  return { number: done + 1, round: Math.floor(done / plan.people.length) + 1, position }
}

export const personAt = (plan: Pick<Plan, 'people'>, position: number): Person =>
  plan.people[position] ?? plan.people[0]

/** What this person's phone speaks. */
export const languageOf = (plan: Pick<Plan, 'language'>, person: Person): Language =>
  person.language ?? plan.language

/** Two people with one number would be rung one after the other in vain; null when all numbers differ. */
export function sharedNumber(people: readonly Person[]): { phone: string; names: [string, string] } | null {
  for (const [i, person] of people.entries()) {
    const other = people.slice(i + 1).find((p) => p.phone === person.phone)
    if (other) return { phone: person.phone, names: [person.name, other.name] }
  }
  return null
}

const ROLES = [
  'primary',
  'secondary',
  'tertiary',
  'quaternary',
  'quinary',
  'senary',
  'septenary',
  'octonary',
  'nonary',
  'denary',
] as const

/** The role's name for a position that counts from 0. */
export const roleOf = (position: number): string => ROLES[position] ?? `position-${position + 1}`

/** The inverse of `roleOf`. */
export const positionOf = (role: string): number => {
  const named = ROLES.findIndex((name) => name === role)
  return named === -1 ? Number(role.replace('position-', '')) - 1 : named
}
