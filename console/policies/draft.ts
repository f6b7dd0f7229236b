import type { NewPolicy } from '../../src/wire/policy.ts'
import { DEFAULTS } from '../../src/wire/display.ts'
import type { Entries } from '../directory/data.ts'
import type { Fact } from '../directory/faster.tsx'
import type { Somebody } from '../directory/people.tsx'
import type { Words } from '../i18n/directory.ts'

type Kept = Entries['policies']
type WhenExhausted = NonNullable<NewPolicy['when_exhausted']>
export type After = 'nothing' | WhenExhausted['do']

/** A policy as it is typed: what is not chosen now is kept, so that a change of mind loses nothing. */
export type Draft = {
  name: string
  whom: 'group' | 'contacts'
  groupId: string | null
  people: Somebody[]
  rounds: number
  ringTimeout: number
  acknowledgeBy: NewPolicy['acknowledge_by']
  language: NewPolicy['language']
  template: string
  after: After
  minutes: number
  times: number
  nextPolicy: string | null
  url: string
}

const EMPTY: Draft = {
  name: '',
  whom: 'group',
  groupId: null,
  people: [],
  rounds: DEFAULTS.rounds,
  ringTimeout: DEFAULTS.ringTimeoutSeconds,
  acknowledgeBy: DEFAULTS.acknowledgeBy,
  language: DEFAULTS.language,
  template: '',
  after: 'nothing',
  minutes: 10,
  times: 3,
  nextPolicy: null,
  url: '',
}

export function openPolicy(kept: Kept | null): Draft {
  if (!kept) return EMPTY
  return {
    ...EMPTY,
    name: kept.name,
    whom: kept.group_id === undefined ? 'contacts' : 'group',
    groupId: kept.group_id ?? null,
    people: (kept.contacts ?? []).map(({ contact_id: id, name = '', phone = '' }) =>
      id === undefined ? { name, phone } : { contact_id: id },
    ),
    rounds: kept.rounds,
    ringTimeout: kept.ring_timeout_seconds,
    acknowledgeBy: kept.acknowledge_by,
    language: kept.language,
    template: kept.message_template ?? '',
    ...afterOf(kept.when_exhausted),
  }
}

function afterOf(when: WhenExhausted | null): Partial<Draft> {
  switch (when?.do) {
    case undefined:
      return { after: 'nothing' }
    case 'repeat':
      return { after: 'repeat', minutes: when.after_minutes, times: when.times }
    case 'policy':
      return { after: 'policy', nextPolicy: when.policy_id }
    case 'webhook':
      return { after: 'webhook', url: when.url }
    default:
      return when satisfies never
  }
}

/** Whether it says whom to ring. */
export const hasPeople = ({ whom, groupId, people }: Draft): boolean =>
  whom === 'group' ? groupId !== null : people.length > 0

/** Who is rung, how, and what is spoken: what a dry run needs. */
export const ladderOf = (draft: Draft) => ({
  ...(draft.whom === 'group'
    ? draft.groupId !== null && { group_id: draft.groupId }
    : { contacts: draft.people }),
  rounds: draft.rounds,
  ring_timeout_seconds: draft.ringTimeout,
  acknowledge_by: draft.acknowledgeBy,
  language: draft.language,
  message_template: draft.template.trim() === '' ? null : draft.template,
})

export const bodyOf = (draft: Draft) => ({
  name: draft.name,
  ...ladderOf(draft),
  when_exhausted: whenExhausted(draft),
})

function whenExhausted({ after, minutes, times, nextPolicy, url }: Draft): WhenExhausted | null {
  switch (after) {
    case 'nothing':
      return null
    case 'repeat':
      return { do: 'repeat', after_minutes: minutes, times }
    case 'policy':
      return { do: 'policy', policy_id: nextPolicy ?? '' }
    case 'webhook':
      return { do: 'webhook', url }
    default:
      return after satisfies never
  }
}

type Names = {
  somebody: (somebody: Somebody) => string
  group: (id: string) => string
  policy: (id: string) => string
}

export function factsOf(draft: Draft, words: Words, names: Names): Fact[] {
  const { policy } = words.directory
  const whom =
    draft.whom === 'group'
      ? names.group(draft.groupId ?? '')
      : draft.people.map((somebody) => names.somebody(somebody)).join(' → ')
  return [
    { label: policy.name, text: draft.name },
    { label: policy.whom, text: whom },
    { label: policy.rounds, text: String(draft.rounds) },
    { label: policy.ringTimeout, text: String(draft.ringTimeout) },
    { label: policy.acknowledgeBy, text: words.evidence[draft.acknowledgeBy] },
    { label: policy.language, text: words.simulator.languages[draft.language] },
    { label: policy.template, text: draft.template },
    { label: policy.whenExhausted, text: afterText(whenExhausted(draft), words, names.policy) },
  ]
}

export function afterText(
  when: WhenExhausted | null,
  words: Words,
  policyName: (id: string) => string,
): string {
  const { follows, whenExhaustedOptions } = words.directory.policy
  switch (when?.do) {
    case undefined:
      return whenExhaustedOptions.nothing
    case 'repeat':
      return follows.repeat(when.after_minutes, when.times)
    case 'policy':
      return follows.policy(policyName(when.policy_id))
    case 'webhook':
      return follows.webhook
    default:
      return when satisfies never
  }
}
