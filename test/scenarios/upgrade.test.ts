import path from 'node:path'
import { expect, test } from 'vitest'
import { backUp, restore } from '../../src/backup.ts'
import { readSettings } from '../../src/config/settings.ts'
import { emptyDatabase, temporaryFolder } from '../support/database.ts'
import { firstVersionRunning, firstVersionTaken, olderDatabase } from '../support/older-database.ts'
import { json, openWorld, outcomes, type World } from '../support/world.ts'

const HOUR = 3_600_000
const NIGHT = Date.UTC(2029, 11, 31, 23)
/** More than are added to the history at once. */
const OLD = 230

test('what ran when the first version of all was stopped goes on after an upgrade, and all it did is in the history; a backup of then can be restored', async () => {
  const database = await olderDatabase('0001-first', async (tx) => {
    for (let i = 0; i < OLD; i++) await firstVersionTaken(tx, `esc_old_${i}`, NIGHT - i * HOUR)
    await firstVersionRunning(tx, 'esc_running', NIGHT)
  })
  const backup = path.join(temporaryFolder(), 'backup')
  await backUp(readSettings(database), backup, NIGHT)
  const world = await openWorld({ database })
  const hong = await world.person('홍길동', { answer_after: 2, press: [{ key: '1', after: 6 }] })
  const kim = await world.person('김철수', { busy: true })
  const over = await world.untilOver({ id: 'esc_running' })
  expect(outcomes(over)).toEqual(['홍길동 no-answer', '김철수 failed', '홍길동 acknowledged'])
  expect((await world.ledger()).dialled()).toEqual([hong.phone])
  expect(over).toMatchObject({ urgency: 'high', callbacks: 'working' })
  const ids = (await world.events(over)).map(({ id }) => id)
  expect(ids).toEqual(ids.map((_, i) => i + 1))

  const all = await statistics(world)
  expect(all).toMatchObject({ escalations: OLD + 1, attempts: 2 * OLD + 3 })
  expect(all.attempts_by_outcome).toMatchObject({ busy: OLD, acknowledged: OLD + 1 })
  const taken = `phone=${encodeURIComponent(kim.phone)}&outcome=acknowledged&limit=100`
  expect((await json(world.ask('GET', `/api/v1/escalations?${taken}`))).escalations).toHaveLength(100)
  await world.restart()
  expect(await statistics(world)).toEqual(all)

  const on = await emptyDatabase()
  await restore(world.settingsOn(on), backup, { resume: false, now: world.clock.now() }, () => {})
  await world.restart({ on })
  await world.pass(1)
  expect(await statistics(world)).toMatchObject({
    escalations: OLD + 1,
    escalations_by_status: { acknowledged: OLD, cancelled: 1 },
    attempts: 2 * OLD + 2,
  })
})

function statistics(world: World) {
  const since = encodeURIComponent(new Date(NIGHT - OLD * HOUR).toISOString())
  const until = encodeURIComponent(new Date(NIGHT + HOUR).toISOString())
  return json(world.ask('GET', `/api/v1/statistics?since=${since}&until=${until}`))
}
