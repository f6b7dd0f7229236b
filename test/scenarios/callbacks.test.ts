import { describe, expect, test } from 'vitest'
import type { Letter, Reply } from '../support/proxy.ts'
import { openWorld, type World } from '../support/world.ts'

const answers = { answer_after: 3, press: [{ key: '1', after: 8 }] }

/** Notes each callback that has arrived, with how to deliver it once more. */
function noteMail(world: World) {
  const arrived: { letter: Letter; again: () => Promise<Reply> }[] = []
  world.mail.deliver = (letter, pass) => {
    arrived.push({ letter, again: () => pass(letter) })
    return pass(letter)
  }
  return arrived
}

/** The route that a callback came on, and what it says. */
const inShort = (kind: string | undefined, { Digits, CallStatus, AnsweredBy }: Record<string, string>) =>
  `${kind} ${Digits ?? CallStatus ?? AnsweredBy}`
const asSent = ({ path, fields }: Letter) =>
  inShort(/^\/telephony\/twilio\/(\w+)/.exec(path)?.[1], Object.fromEntries(fields))
const asKept = (attempt: Awaited<ReturnType<World['callbacks']>>[number] | undefined) =>
  attempt?.callbacks.map(({ kind, fields }) => inShort(kind, fields)) ?? []

describe('the callbacks of a call', () => {
  test('are shown as they came, in their order, with their time and without phone numbers', async () => {
    const world = await openWorld()
    const arrived = noteMail(world)
    const hong = await world.person('홍길동', { busy: true })
    const page = await world.page({ contacts: [hong, await world.person('김철수', answers)] })
    await world.untilOver(page)
    const attempts = await world.callbacks(page)
    expect(attempts).toMatchObject([
      { number: 1, more: false },
      { number: 2, more: false },
    ])
    expect(asKept(attempts[0]).at(-1)).toBe('status busy')
    const taken = asKept(attempts[1])
    for (const word of ['status initiated', 'status ringing', 'voice in-progress', 'gather 1'])
      expect(taken).toContain(word)
    expect(taken.at(-1)).toBe('status completed')

    const kept = attempts.flatMap(({ callbacks }) => callbacks)
    const sent = arrived.map(({ letter }) => Object.fromEntries(letter.fields))
    expect(kept).toHaveLength(sent.length)
    for (const { fields } of kept) expect(sent).toContainEqual(expect.objectContaining(fields))
    for (const { fields } of kept) expect(fields['CallSid']).toMatch(/^CA/)
    const times = kept.map(({ received_at }) => Date.parse(received_at))
    expect(times).toEqual(times.toSorted((a, b) => a - b))
    expect(JSON.stringify(kept)).not.toMatch(/\+82|\+1500|010-?0000/)
    expect(JSON.stringify(kept)).not.toContain(world.network.accountSid)
  })

  test('are kept when they come twice, when they change nothing, and when they come too late', async () => {
    const world = await openWorld()
    const arrived = noteMail(world)
    const page = await world.page({ contacts: [await world.person('홍길동', answers)] })
    const { acknowledged_by } = await world.untilOver(page)
    const kept = async () => asKept((await world.callbacks(page))[0])
    const once = await kept()
    const ringing = arrived.find(({ letter }) => letter.fields.get('CallStatus') === 'ringing')
    if (ringing) await world.passOn(ringing.again)
    expect(await kept()).toEqual([...once, 'status ringing'])
    await world.pass(150)
    for (const { again } of arrived) expect([404, 409]).toContain((await world.passOn(again)).status)
    const late = arrived.map(({ letter }) => asSent(letter))
    expect(await kept()).toEqual([...once, 'status ringing', ...late])
    expect(await world.escalation(page)).toMatchObject({ status: 'acknowledged', acknowledged_by })
  })

  test('D13 are not kept when they are forged', async () => {
    const world = await openWorld()
    world.mail.deliver = (letter, pass) =>
      pass({ ...letter, headers: { ...letter.headers, 'x-twilio-signature': 'bm90IGEgc2lnbmF0dXJl' } })
    const page = await world.page({ contacts: [await world.person('홍길동', answers)], rounds: 1 })
    await world.untilOver(page)
    expect(await world.callbacks(page)).toEqual([])
  })

  test('fill no disk: the first 50 of an attempt are kept, and it is said that there were more', async () => {
    const world = await openWorld()
    const arrived = noteMail(world)
    const contacts = [await world.person('홍길동', { busy: true }), await world.person('김철수', answers)]
    const page = await world.page({ contacts })
    await world.untilOver(page)
    const [, second] = await world.callbacks(page)
    const again = async (): Promise<unknown> => arrived[0] && world.passOn(arrived[0].again)
    await Promise.all(Array.from({ length: 60 }, again))
    for (let i = 0; i < 3; i++) await again()
    const attempts = await world.callbacks(page)
    expect(attempts).toMatchObject([{ number: 1, more: true }, second])
    expect(attempts[0]?.callbacks).toHaveLength(50)
  })
})
