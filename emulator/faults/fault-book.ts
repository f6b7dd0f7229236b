import { createHash } from 'node:crypto'
import type { CallbackEvent, CallbackRule, FaultRule, NewRule, RequestRule } from './fault-rule.ts'

type Request = { where: RequestRule['where']; to: string; call: string | null }
type Callback = { event: CallbackEvent; to: string; call: string }

/** Which faults shall strike what. */
export type FaultBook = {
  add(rule: NewRule): FaultRule
  all(): FaultRule[]
  /** False when there was none. */
  remove(id: string): boolean
  /** Forgets the rules, and what each number has been through. */
  clear(): void
  /** What befalls this request; counts it. */
  strikeRequest(request: Request): RequestRule | null
  /** What befalls this callback; counts it. */
  strikeCallback(callback: Callback): CallbackRule | null
  /** Whether all callbacks of this call (or message) are lost; `ordinal`: the how-manieth to that number. */
  silence(call: { to: string; call: string; ordinal: number }): CallbackRule | null
}

export function faultBook(seed: () => number): FaultBook {
  let lastId = 0
  let rules: FaultRule[] = []
  const ordinals = new Map<string, number>()

  function nextOrdinal(kind: string, to: string): number {
    const ordinal = (ordinals.get(`${kind} ${to}`) ?? 0) + 1
    ordinals.set(`${kind} ${to}`, ordinal)
    return ordinal
  }

  return {
    add(rule) {
      lastId += 1
      const added = { ...rule, id: String(lastId), struck: 0 }
      rules.push(added)
      return added
    },
    all: () => rules,
    remove(id) {
      const before = rules.length
      rules = rules.filter((rule) => rule.id !== id)
      return rules.length < before
    },
    clear() {
      rules = []
      ordinals.clear()
    },
    strikeRequest({ where, to, call }) {
      const chance = chanceOf(seed(), where, to, nextOrdinal(where, to))
      return pick(
        rules.filter(onRequest).filter((rule) => rule.where === where && aimedAt(rule, to, call)),
        chance,
      )
    },
    strikeCallback({ event, to, call }) {
      const chance = chanceOf(seed(), event, to, nextOrdinal(event, to))
      return pick(
        rules.filter(onCallback).filter((rule) => tells(rule, event) && aimedAt(rule, to, call)),
        chance,
      )
    },
    silence({ to, call, ordinal }) {
      const chance = chanceOf(seed(), 'none', to, ordinal)
      return pick(
        rules.filter(onCallback).filter((rule) => rule.fault === 'none' && aimedAt(rule, to, call)),
        chance,
      )
    },
  }
}

/** Rules are asked in the order in which they were made; the first that strikes is the only one. */
function pick<Rule extends FaultRule>(candidates: Rule[], chance: number): Rule | null {
  let from = 0
  for (const rule of candidates) {
    const until = from + (rule.probability ?? 0)
    const strikes = rule.probability === undefined || (chance >= from && chance < until)
    from = until
    if (!strikes || rule.struck >= (rule.times ?? Infinity)) continue
    rule.struck += 1
    return rule
  }
  return null
}

const onRequest = (rule: FaultRule): rule is RequestRule => rule.where !== 'callback'
const onCallback = (rule: FaultRule): rule is CallbackRule => rule.where === 'callback'
const tells = (rule: CallbackRule, event: CallbackEvent) =>
  rule.fault !== 'none' && (rule.event === undefined || rule.event === event)

function aimedAt(rule: FaultRule, to: string, call: string | null): boolean {
  return (rule.to === undefined || rule.to === to) && (rule.call === undefined || rule.call === call)
}

/**
 * A number from 0 to 1 that follows from nothing but the seed, the number, and the how-manieth of
 * its kind this is for that number: things that happen at the same time do not disturb each other,
 * and a run can be repeated.
 */
function chanceOf(seed: number, kind: string, to: string, ordinal: number): number {
  const hash = createHash('sha256').update(`${seed} ${kind} ${to} ${ordinal}`).digest()
  return hash.readUIntBE(0, 6) / 2 ** 48
}
