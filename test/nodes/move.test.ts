import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { readSettings } from '../../src/config/settings.ts'
import { moveToPostgres } from '../../src/move.ts'
import { openSqlite } from '../../src/store/sqlite/open.ts'
import { emptyDatabase } from '../support/database.ts'
import { openNetwork, until } from '../support/network.ts'
import { layWire } from '../support/wire.ts'

const people = [
  { name: '홍길동', phone: '+821000000002' },
  { name: '김철수', phone: '+821000000001' },
]

/** So many events that moving them takes a while. */
function addEvents(file: string, count: number): void {
  const db = new DatabaseSync(file)
  db.exec(`with recursive n(i) as (select 1 union all select i + 1 from n where i < ${count})
    insert into events (id, escalation_id, at, data)
    select i + (select value from counters where name = 'events'), 'esc_old', i, '{"type":"escalation_resolved","at":1}' from n;
    update counters set value = value + ${count} where name = 'events'`)
  db.close()
}

test(
  'a server moves to PostgreSQL while a phone rings, after kill -9 in the middle of it: the call is finished there, and nobody is rung twice',
  { timeout: 120_000 },
  async () => {
    const network = await openNetwork(5)
    const { NIGHTBELL_DATA, DATABASE_URL } = await emptyDatabase()
    const embedded = { NIGHTBELL_DATA, DATABASE_URL: '' }
    const file = path.join(NIGHTBELL_DATA, 'nightbell.db')
    const first = await network.serve(embedded)
    const move = () => moveToPostgres(readSettings(embedded), DATABASE_URL, () => {})
    await expect(move()).rejects.toThrow(/already running on .*; stop it/)

    const page = await network.page(people)
    await until(async () => (await network.escalation(page)).attempts[0]?.call_status === 'ringing')
    const seen = (await network.events(page)).at(-1)?.id ?? 0
    await first.kill()
    addEvents(file, 30_000)
    const sum = () => createHash('sha256').update(readFileSync(file)).digest('hex')
    const source = sum()

    const wire = await layWire(Number(new URL(DATABASE_URL).port))
    const slow = new URL(DATABASE_URL)
    slow.port = String(wire.port)
    const killed = network.run(['migrate', '--to', slow.href], embedded)
    await killed.prints('escalations: 1 rows')
    wire.hold() // Before anything is committed, and it stays so.
    await killed.kill()
    wire.cut()

    const again = network.run(['migrate', '--to', DATABASE_URL], embedded)
    expect(await again.ended()).toBe(0)
    expect(again.printed()).toMatch(
      /events: 30,\d+ rows[\s\S]*read back and compared[\s\S]*that wait for it: 1/,
    )
    expect(sum()).toBe(source)
    expect(await move()).toMatchObject({ wasThere: true })
    await expect(openSqlite(NIGHTBELL_DATA)).rejects.toThrow(
      /were moved to PostgreSQL at .*: set DATABASE_URL/,
    )

    await network.serve({ DATABASE_URL })
    const over = await network.untilOver(page)
    expect(over.attempts.map(({ outcome }) => outcome)).toEqual(['no-answer', 'acknowledged'])
    const ledger = await network.ledger()
    expect(ledger.dialled()).toEqual(people.map(({ phone }) => phone))
    expect(ledger.overlaps()).toEqual([])
    const ids = (await network.events(page)).map(({ id }) => id).filter((id) => id > seen)
    expect(ids[0]).toBe(seen + 30_001)

    await expect(move()).rejects.toThrow(/has data of its own \(.*events: .*; choose an empty database/)

    const backup = path.join(NIGHTBELL_DATA, 'backup')
    const saved = network.run(['backup', backup], { DATABASE_URL })
    expect(await saved.ended()).toBe(0)
    const back = await emptyDatabase()
    const restored = network.run(['restore', backup], {
      NIGHTBELL_DATA: back.NIGHTBELL_DATA,
      DATABASE_URL: '',
    })
    expect(await restored.ended()).toBe(0)
    expect(restored.printed()).toMatch(/nightbell\.db: [\d,]+ rows in \d+ tables, read back and compared/)
  },
)
