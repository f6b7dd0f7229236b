import { formatPhone } from '../../src/wire/display.ts'
import type { Escalation, NewEscalation } from '../../src/wire/escalation.ts'
import type { Words } from '../i18n/ko.ts'
import type { Drill } from './forecast.ts'

/** What the person at a simulated phone does. `after` is seconds, where it means something. */
export type Behaviour = keyof Words['simulator']['behaviours']
export type Person = { name: string; phone: string; behaviour: Behaviour; after: number }
export type Scenario = keyof Words['simulator']['scenarios']

export type Setup = {
  people: Person[]
  message: string
  language: 'ko' | 'en'
  rounds: number
  ringTimeout: number
  acknowledgeBy: NonNullable<NewEscalation['acknowledge_by']>
  speed: 1 | 5 | 20
}

export const MOST_PEOPLE = 20
export const BEHAVIOURS: readonly Behaviour[] = [
  'hand',
  'answers',
  'texts',
  'passes',
  'listens',
  'declines',
  'busy',
  'ignores',
  'voicemail',
  'unreachable',
]
export const hasDelay = (behaviour: Behaviour): boolean =>
  ['answers', 'texts', 'passes', 'listens', 'declines', 'voicemail'].includes(behaviour)

/** An English voice reads no 한글. */
const NAMES = {
  ko: ['홍길동', '김철수', '이영희', '박민수', '최지우', '정하늘', '강바다', '윤가람'],
  en: [
    'Jane Miller',
    'Tom Baker',
    'Emma Clark',
    'Ben Turner',
    'Lucy Ward',
    'Sam Reed',
    'Amy Stone',
    'Max Hill',
  ],
}

/** The next one to add: nobody real can have these numbers. */
export const personAt = (index: number, { language }: Words): Person => ({
  name: NAMES[language][index] ?? `${language === 'ko' ? '담당자' : 'Contact'} ${index + 1}`,
  phone: `010-0000-${String(1001 + index)}`,
  behaviour: 'hand',
  after: 4,
})

/** With real phones: whoever it is must be typed in. */
export const nobody: Person = { name: '', phone: '', behaviour: 'hand', after: 4 }

export const firstSetup = (words: Words): Setup => ({
  people: [personAt(0, words), personAt(1, words)],
  message: words.simulator.messageDefault,
  language: words.language,
  rounds: 2,
  ringTimeout: 15,
  acknowledgeBy: 'keypress',
  speed: 1,
})

/** The scenarios of the original specification: who answers decides everything. */
export function inScenario(scenario: Scenario, setup: Setup): Setup {
  const behaviours: Record<Scenario, (index: number) => Behaviour> = {
    A: () => 'answers',
    B: (index) => (index === 0 ? 'ignores' : 'answers'),
    C: () => 'ignores',
    hand: () => 'hand',
  }
  const people = setup.people.map((person, i) => ({
    ...person,
    behaviour: behaviours[scenario](i),
    after: 4,
  }))
  return { ...setup, people }
}

/** Which scenario this is, as far as it is one. */
export const scenarioOf = (setup: Setup): Scenario | null =>
  (['hand', 'C', 'A', 'B'] as const).find((scenario) => {
    const { people } = inScenario(scenario, setup)
    return people.every(({ behaviour }, i) => behaviour === setup.people[i]?.behaviour)
  }) ?? null

/** The emulator's own words for it: docs/emulator.md. */
export function scriptOf({ behaviour, after }: Person): Record<string, unknown> {
  switch (behaviour) {
    case 'hand':
      return { manual: true }
    case 'answers':
      return { answer_after: after, press: [{ key: '1', after: 8 }] }
    case 'texts':
      return { answer_after: after, press: [{ key: '2', after: 8 }] }
    case 'passes':
      return { answer_after: after, press: [{ key: '3', after: 6 }] }
    case 'listens':
      return { answer_after: after }
    case 'declines':
      return { decline_after: after }
    case 'busy':
      return { busy: true }
    case 'ignores':
      return { never: true }
    case 'voicemail':
      return { voicemail: { after } }
    case 'unreachable':
      return { unreachable: true }
    default:
      return behaviour satisfies never
  }
}

/** The same once more, also when somebody else played it: who and how from the run, the rest as it is set here. */
export function setupOf(run: Escalation, setup: Setup): Setup {
  const { message, language, rounds, ring_timeout_seconds: ringTimeout, acknowledge_by: acknowledgeBy } = run
  const people = drillOf(run).contacts.map(({ name, phone }, i) => {
    const here = setup.people[i]
    return { ...(here?.name === name ? here : nobody), name, phone: formatPhone(phone) }
  })
  return { ...setup, people, message, language, rounds, ringTimeout, acknowledgeBy }
}

export const drillOf = ({ plan, rounds, ring_timeout_seconds }: Escalation): Drill => ({
  contacts: plan.filter(({ round }) => round === 1).map(({ name, phone }) => ({ name, phone })),
  rounds,
  ring_timeout_seconds,
})

export const drillOfSetup = ({ people, rounds, ringTimeout }: Setup): Drill => ({
  contacts: people.map(({ name, phone }) => ({ name, phone })),
  rounds,
  ring_timeout_seconds: ringTimeout,
})
