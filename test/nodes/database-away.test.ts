import { expect, onTestFinished, test } from 'vitest'
import { pino } from 'pino'
import { temporaryFolder } from '../support/database.ts'
import { startPostgres } from '../support/postgres/setup.ts'
import { until } from '../support/network.ts'
import { json, openWorld, type World } from '../support/world.ts'

const A = { timeout: 60_000 }

const statusOf = async (world: World, path: string) => (await world.send(`${world.app.url}${path}`)).status

test(
  'D7 D14 while PostgreSQL is down for 30 s nobody is told "acknowledged", requests get a clear 503, and work resumes by itself',
  A,
  async () => {
    const postgres = await startPostgres()
    onTestFinished(() => postgres.end())
    const lines: { level: number; msg: string }[] = []
    const log = pino({ level: 'debug' }, { write: (line) => lines.push(JSON.parse(line)) })
    const said = (what: RegExp) => lines.filter(({ msg }) => what.test(msg))
    const world = await openWorld({
      log,
      database: { NIGHTBELL_DATA: temporaryFolder(), DATABASE_URL: `${postgres.url}/postgres` },
    })
    const hong = await world.person('홍길동', { answer_after: 2, press: [{ key: '1', after: 5 }] })
    const kim = await world.person('김철수', { answer_after: 2, press: [{ key: '1', after: 8 }] })
    const before = await world.untilOver(await world.page({ contacts: [kim] }))
    const page = await world.page({ contacts: [hong, kim] })
    await world.untilCall(page, 'in-progress')

    await postgres.stop()
    await world.pass(30)
    const refused = await world.ask('POST', '/api/v1/escalations', { message: 'x', contacts: [hong] })
    expect(refused.status).toBe(503)
    expect((await json(refused)).detail).toMatch(/the database cannot be written to; nothing was changed/)
    expect([await statusOf(world, '/healthz'), await statusOf(world, '/readyz')]).toEqual([200, 503])

    expect((await world.health()).troubles).toMatchObject([
      { kind: 'database', hint: { en: expect.stringMatching(/PostgreSQL server of DATABASE_URL/) } },
    ])
    await until(async () => said(/does not answer/).length > 1)

    await postgres.start()
    await until(async () => (await statusOf(world, '/readyz')) === 200)
    expect(await world.escalation(before)).toEqual(before)
    const over = await world.untilOver(page)
    expect(over.attempts.map(({ name, outcome }) => `${name} ${outcome}`)).toEqual([
      '홍길동 no-key',
      '김철수 acknowledged',
    ])
    const ledger = await world.ledger()
    expect(ledger.spoken(1).at(-1)).toMatch(/확인이 기록되지 않았습니다/)
    expect(ledger.dialled()).toEqual([kim.phone, hong.phone, kim.phone])
    await until(async () => said(/answers again/).length > 0)
    const [loud, quiet] = [pino.levels.values['error'], pino.levels.values['debug']]
    const levels = said(/does not answer|what was due|what was done/).map(({ level }) => level)
    expect(new Set(levels)).toEqual(new Set([loud, quiet]))
    expect(levels.filter((level) => level === loud)).toHaveLength(1)
  },
)
