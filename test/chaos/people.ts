/** Numbers from 0 to 1 that follow from the seed: mulberry32, https://gist.github.com/tommyettinger/46a874533244883189143505d203312c */
export function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

/**
 * How phones behave, by the last digit of their number (docs/emulator.md; `0`: below), in the mix of
 * a bad night: half of them do not help.
 */
const DIGITS = '000111222334455667788'

/** Who asks for the details by text. */
export const ASKS_FOR_DETAILS = { answer_after: 4, press: [{ key: '2', after: 8 }] }
export const asksForDetails = (phone: string): boolean => phone.endsWith('0')

/** What somebody does at the page, so many simulated seconds after it began. */
export type Interference = { action: 'acknowledge' | 'escalate' | 'cancel'; after: number }

export type Page = {
  message: string
  contacts: { name: string; phone: string }[]
  rounds: number
  acknowledge_by: string
  urgency: string
}

/** With these the numbers of everybody on the nth page begin, and nobody else's. */
export const prefixOf = (n: number): string => `+8210${String(n).padStart(6, '0')}`

/** Into one page of five somebody interferes. */
export function interferenceWith(random: () => number): Interference | null {
  const [chance, when] = [random(), random()]
  const action = (['acknowledge', 'escalate', 'cancel'] as const)[Math.floor(chance * 15)]
  return action ? { action, after: when * 60 } : null
}

/** The nth page of a run. Without callbacks no key can be received. */
export function pageOf(n: number, random: () => number, callbacks: boolean): Page {
  const pick = <T>(from: ArrayLike<T>): T => from[Math.floor(random() * from.length)] as T
  return {
    message: `장애 ${n}`,
    contacts: Array.from({ length: 1 + Math.floor(random() * 3) }, (_, i) => ({
      name: `담당자 ${n}-${i}`,
      phone: `${prefixOf(n)}${i}${pick(DIGITS)}`,
    })),
    rounds: 1 + Math.floor(random() * 2),
    acknowledge_by: pick(callbacks ? ['keypress', 'keypress', 'human', 'answer'] : ['human', 'answer']),
    urgency: pick(['high', 'high', 'low']),
  }
}
