import { attemptIdOf } from '../../src/domain/attempt.ts'
import { appendEvents } from '../../src/store/events.ts'
import { openSqlite } from '../../src/store/sqlite/open.ts'
import type { Escalation } from '../../src/wire/escalation.ts'

/** Two refusals in turns: the same one twice would be told once. */
const FAILURES = ['20003', '10004'].map((code) => ({
  code,
  message: 'refused',
  hint: { ko: '발신 사업자가 거절했습니다.', en: 'The provider refuses.' },
}))

/**
 * The log of an escalation whose provider has refused every call for hours, with so many events more:
 * written as the engine writes them, into the database of a server that does not run.
 */
export async function lengthenLog(folder: string, { id, plan }: Escalation, events: number): Promise<void> {
  const db = await openSqlite(folder)
  const { name = '', phone = '' } = plan[0] ?? {}
  const about = { number: 1, round: 1, position: 0, name, phone }
  const attempt = attemptIdOf(id, 1)
  const news = Array.from({ length: events }, (_, i) => {
    const failure = FAILURES[i % FAILURES.length]!
    const at = Date.now()
    return {
      escalationId: id,
      about,
      event: { type: 'call_deferred' as const, at, attempt, failure, retryAt: at },
    }
  })
  for (let from = 0; from < news.length; from += 1_000)
    await db.write((tx) => appendEvents(tx, news.slice(from, from + 1_000)))
  await db.close()
}
