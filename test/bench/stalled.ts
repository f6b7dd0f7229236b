import { openCrowd } from './support/crowd.ts'
import { atOnce, measured, pause, type Bench, type Row } from './support/figure.ts'
import { startProvider } from './support/provider.ts'
import { serve, settingsFor } from './support/server.ts'

const WATCHERS = 1_000
const STALLED = 100
/** Of two events each: more than the server keeps at hand, and more than a connection takes without being read. */
const PAGES = 6_000
const AT_ONCE = 50
const SAMPLE_MS = 100

/**
 * A storm of events before a thousand watchers, of whom a hundred do not read until it is over: how
 * much memory that takes beside a thousand who all read, and whether anybody misses anything.
 */
export async function stalled({ databases, progress }: Bench): Promise<Row[]> {
  const { sqlite } = databases
  progress(`${WATCHERS} watchers, all reading`)
  const reading = await storm(sqlite, 0)
  progress(`${WATCHERS} watchers, ${STALLED} stalled`)
  const some = await storm(sqlite, STALLED)
  const [value, reference] = [measured([some.peak]), measured([reading.peak])]
  return [
    {
      figure: `memory at most, ${WATCHERS} watchers, ${STALLED} stalled during ${some.events} events`,
      unit: 'MB',
      value,
      reference: { what: 'all reading', value: reference },
      aim: { says: '≤ +50 MB', met: value.median - reference.median <= 50 },
    },
    {
      figure: `events lost, doubled or out of order, ${WATCHERS} watchers, ${STALLED} stalled`,
      unit: '',
      value: measured([some.wrong]),
      reference: { what: 'all reading', value: measured([reading.wrong]) },
      aim: { says: '0', met: some.wrong === 0 },
    },
  ]
}

async function storm(kind: Bench['databases']['sqlite'], stalledOnes: number) {
  const provider = await startProvider()
  const server = await serve(await settingsFor(kind, provider.url))
  const crowd = await openCrowd(`${server.url}/api/v1/events`, server.headers, WATCHERS)
  let peak = 0
  const sampling = setInterval(() => (peak = Math.max(peak, server.rss())), SAMPLE_MS)
  crowd.stall(stalledOnes)
  const contacts = [{ name: '홍길동', phone: '010-0000-0001' }]
  await atOnce(AT_ONCE, Array.from({ length: PAGES }).keys(), () =>
    server.post('/escalations', { message: '결제 API 응답 없음', contacts, rounds: 1 }),
  )
  crowd.resume()
  const { events, wrong } = await untilAllKnow(crowd)
  clearInterval(sampling)
  await crowd.close()
  await server.kill()
  provider.close()
  return { peak, events, wrong }
}

/** Until everybody has read as far as everybody else, and that does not change any more. */
async function untilAllKnow(crowd: Awaited<ReturnType<typeof openCrowd>>) {
  let before = ''
  for (;;) {
    await pause(500)
    const { last, wrong } = await crowd.report()
    const [least, most] = [Math.min(...last), Math.max(...last)]
    const now = `${least} ${most}`
    if (least === most && now === before) return { events: most, wrong }
    before = now
  }
}
