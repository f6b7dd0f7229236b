import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { json, openWorld } from '../support/world.ts'

test('D7 D14 while the database is locked nobody is told "acknowledged", requests get a clear 503, and work resumes by itself', async () => {
  const world = await openWorld()
  const hong = await world.person('홍길동', { answer_after: 2, press: [{ key: '1', after: 5 }] })
  const kim = await world.person('김철수', { answer_after: 2, press: [{ key: '1', after: 8 }] })
  const page = await world.page({ contacts: [hong, kim] })
  await world.untilCall(page, 'in-progress')

  const stranger = new DatabaseSync(path.join(world.folder, 'nightbell.db'))
  stranger.exec('begin immediate')
  await world.pass(6)
  const refused = await world.ask('POST', '/api/v1/escalations', { message: 'x', contacts: [hong] })
  stranger.exec('rollback')
  stranger.close()

  expect(refused.status).toBe(503)
  expect((await json(refused)).detail).toMatch(/the database cannot be written to; nothing was changed/)
  const over = await world.untilOver(page)
  expect(over.attempts.map(({ name, outcome }) => `${name} ${outcome}`)).toEqual([
    '홍길동 no-key',
    '김철수 acknowledged',
  ])
  const ledger = await world.ledger()
  expect(ledger.spoken(0).at(-1)).toMatch(/확인이 기록되지 않았습니다/)
  expect(ledger.dialled()).toEqual([hong.phone, kim.phone])
})
