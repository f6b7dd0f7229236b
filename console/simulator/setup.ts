import type { NewEscalation } from '../../src/wire/escalation.ts'
import type { Words } from '../i18n/ko.ts'

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
  'passes',
  'listens',
  'declines',
  'busy',
  'ignores',
  'voicemail',
  'unreachable',
]
export const hasDelay = (behaviour: Behaviour): boolean =>
  ['answers', 'passes', 'listens', 'declines', 'voicemail'].includes(behaviour)

const NAMES = ['홍길동', '김철수', '이영희', '박민수', '최지우', '정하늘', '강바다', '윤가람']

/** The next one to add: nobody real can have these numbers. */
export const personAt = (index: number): Person => ({
  name: NAMES[index] ?? `담당자 ${index + 1}`,
  phone: `010-0000-${String(1001 + index)}`,
  behaviour: 'hand',
  after: 4,
})

const firstSetup = (words: Words): Setup => ({
  people: [personAt(0), personAt(1)],
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

const KEY = 'nightbell.simulator'

export function savedSetup(words: Words): Setup {
  try {
    const saved: Partial<Setup> = JSON.parse(localStorage.getItem(KEY) ?? '{}')
    return { ...firstSetup(words), ...saved }
  } catch {
    return firstSetup(words) // Somebody else's, or an older one's.
  }
}
export const saveSetup = (setup: Setup): void => localStorage.setItem(KEY, JSON.stringify(setup))
