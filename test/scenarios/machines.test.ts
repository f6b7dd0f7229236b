import { describe, expect, test } from 'vitest'
import { openWorld, outcomes } from '../support/world.ts'

const KIM = { answer_after: 2, press: [{ key: '1', after: 6 }] }

/** The primary is what `script` says, the secondary presses 1; what came of the primary. */
async function primaryIs(script: Record<string, unknown>, acknowledge_by: string) {
  const world = await openWorld()
  const contacts = [await world.person('홍길동', script), await world.person('김철수', KIM)]
  const page = await world.page({ contacts, acknowledge_by, rounds: 1 })
  const over = await world.untilOver(page)
  return { world, page, over, outcome: over.attempts[0]?.outcome, phones: contacts.map(({ phone }) => phone) }
}

describe('D8 machine detection says', () => {
  test.each([
    ['human', 'human', 'acknowledged'],
    ['human', 'machine_start', 'machine'],
    ['human', 'machine_end_beep', 'machine'],
    ['human', 'fax', 'machine'],
    ['human', 'unknown', 'no-key'],
    ['keypress', 'human', 'no-key'],
    ['keypress', 'machine_start', 'machine'],
    ['keypress', 'machine_end_beep', 'machine'],
    ['keypress', 'fax', 'machine'],
    ['keypress', 'unknown', 'no-key'],
    ['answer', 'machine_start', 'acknowledged'],
  ])('a policy that asks for %s, %s: the attempt is %s', async (acknowledgeBy, machine, expected) => {
    const { outcome } = await primaryIs({ answer_after: 2, machine, hang_up_after: 90 }, acknowledgeBy)
    expect(outcome).toBe(expected)
  })

  test('nothing: a policy that asks for a human does not take silence for one', async () => {
    const { outcome } = await primaryIs({ answer_after: 2, machine: 'human', machine_after: 300 }, 'human')
    expect(outcome).toBe('no-key')
  })

  test('machine, and then a key is pressed: the key wins', async () => {
    const script = {
      answer_after: 2,
      machine: 'machine_start',
      machine_after: 2,
      press: [{ key: '1', after: 6 }],
    }
    const { over } = await primaryIs(script, 'keypress')
    expect(over.acknowledged_by).toEqual({ name: '홍길동', via: 'call', evidence: 'keypress' })
  })

  test.each(['human', 'keypress'])('machine after the key: nothing changes (%s)', async (acknowledgeBy) => {
    const script = {
      answer_after: 2,
      machine: 'machine_start',
      machine_after: 6,
      press: [{ key: '1', after: 5 }],
    }
    const { over } = await primaryIs(script, acknowledgeBy)
    expect(outcomes(over)).toEqual(['홍길동 acknowledged'])
    expect(over.acknowledged_by).toEqual({ name: '홍길동', via: 'call', evidence: 'keypress' })
  })
})

describe('C11 what is nobody does not count', () => {
  test.each(['human', 'keypress'])(
    'a carrier that announces that the phone is off (%s)',
    async (acknowledgeBy) => {
      const { outcome, over, phones, world } = await primaryIs({ announcement: { speaks: 8 } }, acknowledgeBy)
      expect(outcome).toMatch(/machine|no-key/)
      expect(over.acknowledged_by?.name).toBe('김철수')
      expect((await world.ledger()).dialled()).toEqual(phones)
    },
  )

  test('a phone that screens its calls, and whose owner does not come', async () => {
    const { outcome, over } = await primaryIs({ screening: {} }, 'keypress')
    expect(outcome).toMatch(/machine|no-key/)
    expect(over.acknowledged_by?.name).toBe('김철수')
  })
})
