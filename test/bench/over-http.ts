import { EventSourceParserStream } from 'eventsource-parser/stream'
import type { Kind } from './support/databases.ts'
import { measured, type Bench, type Row } from './support/figure.ts'
import { must } from '../support/client.ts'
import { start } from './support/process.ts'
import { ACCOUNT } from './support/provider.ts'
import { commitsPerSecond } from './support/reference.ts'
import { serve, settingsFor, type Server } from './support/server.ts'

const AT_ONCE = 100
const WARM_UP = 100
const EACH = 300
const REPETITIONS = 3

/** Three phones that are busy and one that is picked up, and everything else takes no time. */
const NO_TIME = { initiate_after: 0, ring_after: 0, refuse_after: 0, ring_buffer: 0, rate_after: 3_600 }
const contacts = ['홍길동', '김철수', '이영희', '박민수'].map((name, i) => ({
  name,
  phone: `+82100000000${i}`,
}))
const scripts = [{ busy: true }, { busy: true }, { busy: true }, { answer_after: 0, hang_up_after: 0 }]

/** Escalations of four attempts that a second completes, with the official SDK and the emulator over HTTP, each in a process of its own. */
export async function overHttp({ databases, progress }: Bench): Promise<Row[]> {
  const rows: Row[] = []
  for (const kind of databases.both) {
    progress(`four-attempt escalations per second over HTTP on ${kind.name}`)
    rows.push(await overHttpOn(kind))
  }
  return rows
}

async function overHttpOn(kind: Kind): Promise<Row> {
  const emulator = await start(
    [
      'cli/nightbell.ts',
      'emulator',
      '--port',
      '0',
      '--account-sid',
      ACCOUNT.sid,
      '--auth-token',
      ACCOUNT.token,
    ],
    {},
    'auth token',
  )
  const emulatorUrl = /http:\S+/.exec(emulator.printed())?.[0] ?? ''
  await put(`${emulatorUrl}/emulator/settings`, NO_TIME)
  for (const [i, { phone }] of contacts.entries())
    await put(`${emulatorUrl}/emulator/phones/${encodeURIComponent(phone)}`, scripts[i])
  const server = await serve(await settingsFor(kind, emulatorUrl))
  const [completed, commits]: [number[], number[]] = [[], []]
  await completedPerSecond(server, WARM_UP)
  for (let i = 0; i < REPETITIONS; i++) {
    commits.push(await commitsPerSecond(kind))
    completed.push(await completedPerSecond(server, EACH))
  }
  await server.kill()
  await emulator.kill()
  return {
    figure: `four-attempt escalations completed, emulator over HTTP, ${kind.name}`,
    unit: '/s',
    value: measured(completed),
    reference: { what: 'raw one-row commits of one client', value: measured(commits) },
    aim: null,
  }
}

const put = (url: string, body: unknown) =>
  must(url, { method: 'PUT', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) })

/** Completes `count`, so many at the same time. */
async function completedPerSecond(server: Server, count: number): Promise<number> {
  const leaving = new AbortController()
  const { headers, url } = server
  const events = await fetch(`${url}/api/v1/events`, { headers, signal: leaving.signal })
  const frames = events.body?.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream())
  const page = { message: '결제 API 응답 없음', contacts, rounds: 1, acknowledge_by: 'answer' }
  const since = performance.now()
  const begun = Array.from({ length: AT_ONCE }, () => server.post('/escalations', page))
  let [over, completed] = [0, 0]
  for await (const { data } of frames ?? []) {
    if (!/"type":"escalation_(?:complete|failed)"/.test(data)) continue
    if (data.includes('"type":"escalation_complete"')) completed++
    if (++over === count) break
    if (begun.length < count) begun.push(server.post('/escalations', page))
  }
  const perSecond = (completed * 1000) / (performance.now() - since)
  leaving.abort()
  await Promise.all(begun)
  return perSecond
}
