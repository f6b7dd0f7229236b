import { readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { backUp, restore } from '../../src/backup.ts'
import { emptyDatabase, temporaryFolder } from '../support/database.ts'
import { json, openWorld, outcomes, type World } from '../support/world.ts'

const busy = { busy: true }
const silent = { never: true }
const answers = { answer_after: 2, press: [{ key: '1', after: 6 }] }

const firing = readFileSync(
  new URL('../../src/intake/fixtures/alertmanager-0.25-firing.json', import.meta.url),
  'utf8',
)

const make = (world: World, shelf: string, body: unknown) => json(world.ask('POST', `/api/v1/${shelf}`, body))

const policyOf = (world: World, contacts: unknown[], when_exhausted: unknown = null) =>
  make(world, 'policies', { name: '야간', contacts, rounds: 1, when_exhausted })

/** What an Alertmanager sends that rings these: the same alert whenever it is called. */
async function alertFor(world: World, contacts: unknown[]) {
  const { id: policy_id } = await policyOf(world, contacts)
  const { key } = await make(world, 'integrations', { name: 'am', source: 'alertmanager', policy_id })
  return async () => {
    const { escalation_id } = await json(world.ask('POST', `/api/v1/alerts/alertmanager/${key}`, firing))
    return { id: String(escalation_id) }
  }
}

/** One alert is acknowledged, a page was missed and is to be repeated, one rings; then a backup is made while the server runs. */
async function nightWithBackup() {
  const world = await openWorld()
  const [hong, kim, lee] = [
    await world.person('홍길동', silent),
    await world.person('김철수', answers),
    await world.person('이영희', busy),
  ]
  const alert = await alertFor(world, [kim])
  const taken = await world.untilOver(await alert())
  const policy = await policyOf(world, [lee], { do: 'repeat', after_minutes: 1, times: 1 })
  await world.untilOver(await world.page({ policy_id: policy.id }))
  const ringing = await (await alertFor(world, [hong, kim]))()
  await world.untilCall(ringing, 'ringing')
  const file = path.join(temporaryFolder(), 'night.backup')
  await backUp(world.settings(), file, world.clock.now())
  return { world, file, taken, ringing, alert, people: { hong, kim, lee } }
}

async function restoreInto(world: World, file: string, resume: boolean) {
  const on = await emptyDatabase()
  const restored = await restore(world.settingsOn(on), file, { resume, now: world.clock.now() }, () => {})
  return { on, restored }
}

describe('a backup', () => {
  test('that is restored rings nobody for what was going on then, says so, and hears the next alert', async () => {
    const {
      world,
      file,
      taken,
      ringing,
      alert,
      people: { kim },
    } = await nightWithBackup()
    expect(statSync(file).mode & 0o777).toBe(0o600)
    await world.untilOver(ringing) // What comes after the backup is lost with the database.
    const before = (await world.ledger()).dialled()
    const lost = await world.events(ringing)
    const callbacks = await world.callbacks(taken)
    expect(callbacks).toMatchObject([{ number: 1, more: false }])
    const { on, restored } = await restoreInto(world, file, false)
    expect(restored.calledOff).toMatchObject({
      incidents: 2,
      followUps: 1,
      escalations: [{ id: ringing.id }],
    })
    await world.restart({ on })
    await world.pass(70)
    expect((await world.ledger()).dialled()).toEqual(before)
    const { status, acknowledged_by } = await world.escalation(taken)
    expect({ status, acknowledged_by }).toEqual({
      status: 'acknowledged',
      acknowledged_by: taken.acknowledged_by,
    })
    expect(await world.callbacks(taken)).toEqual(callbacks)
    const cancelled = await world.untilOver(ringing)
    expect(cancelled).toMatchObject({ status: 'cancelled', attempts: [{ call_status: 'ended' }] })
    const events = await world.events(ringing)
    expect(events).toContainEqual(
      expect.objectContaining({ type: 'escalation_cancelled', reason: expect.stringMatching(/restored/) }),
    )
    // Whoever watched what is lost takes nothing new for seen.
    const fresh = events.filter(({ type }) => type === 'escalation_cancelled')
    expect(fresh[0]?.id).toBeGreaterThan(lost.at(-1)?.id ?? Infinity)

    // Nobody is sure to hear any more that it was resolved: it must not be taken for the one that was acknowledged.
    await world.untilOver(await alert())
    expect((await world.ledger()).dialled()).toEqual([...before, kim.phone])
  })

  test('that is restored with --resume goes on where the server was stopped, and rings nobody twice', async () => {
    const { world, file, ringing, people } = await nightWithBackup()
    const { on, restored } = await restoreInto(world, file, true)
    expect(restored.calledOff).toBeNull()
    await world.restart({ on })
    const over = await world.untilOver(ringing)
    expect(outcomes(over)).toEqual(['홍길동 no-answer', '김철수 acknowledged'])
    await world.pass(70)
    const { hong, kim, lee } = people
    expect((await world.ledger()).dialled()).toEqual(
      [kim, lee, hong, kim, lee].map(({ phone }) => phone), // The last is the repetition.
    )
  })

  test('is refused when it is not whole, or where data are already, and overwrites nothing', async () => {
    const world = await openWorld()
    await world.page({ contacts: [await world.person('홍길동', silent)] })
    const file = path.join(temporaryFolder(), 'backup')
    await backUp(world.settings(), file, 0)
    const whole = readFileSync(file)
    await expect(backUp(world.settings(), file, 0)).rejects.toThrow(/is there already/)
    expect(readFileSync(file)).toEqual(whole)
    const text = gunzipSync(whole).toString()
    for (const [damaged, problem] of [
      [whole.subarray(0, whole.length - 40), /was cut off/],
      [gzipSync(text.slice(0, text.lastIndexOf('\n', text.length - 2) + 1)), /was cut off/],
      [gzipSync(text.replace('홍길동', '김길동')), /is damaged/],
      [gzipSync(text.replace(/"schema":"[^"]*"/, '"schema":"9999-next"')), /is damaged/],
      [Buffer.from('안녕'), /is damaged/],
      [gzipSync('{}\n'), /is no backup/],
    ] as const) {
      const bad = path.join(temporaryFolder(), 'bad')
      writeFileSync(bad, damaged)
      await expect(restoreInto(world, bad, false)).rejects.toThrow(problem)
    }
    await expect(restore(world.settings(), file, { resume: false, now: 0 }, () => {})).rejects.toThrow(
      /has data of its own|is already running/,
    )
  })
})
