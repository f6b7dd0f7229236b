import { EventSourceParserStream } from 'eventsource-parser/stream'
import type { Context } from 'hono'
import { nextWake } from '../store/escalations.ts'
import type { PhoneEvent } from '../wire/simulator.ts'
import { heartbeat, lastEventId, streamEvents } from './event-stream.ts'
import { frame } from './event-text.ts'
import { fieldProblem, HttpProblem, notFound } from './problem.ts'
import type { House, Simulation } from './routes.ts'

/** A phone must know within seconds that it shows the past, as a page must. */
const HEARTBEAT_MS = 2_000

/** What phones experience: all of them, or one (`number`), from `since` (ISO 8601) and after `Last-Event-ID`. */
export function streamPhones(
  c: Context,
  house: House,
  { number, since }: { number?: string; since?: string | undefined },
): Response {
  const { emulatorUrl, speed } = mustSimulate(house)
  // As numbers: with another offset the same time is another text.
  const from = since === undefined ? -Infinity : Date.parse(since)
  const last = lastEventId(c)
  const wanted = (event: PhoneEvent) =>
    (number === undefined || event.number === number) && Date.parse(event.at) >= from
  return streamEvents(c, house, async (out, leaving) => {
    const upstream = await fetch(`${emulatorUrl}/emulator/events`, {
      headers: { 'Last-Event-ID': String(last ?? 0) },
      signal: leaving.signal,
    })
    // What time it is for the phones: how much of a sentence has been heard follows from it.
    const tellTime = () => out.write(`: ${house.clock.now()} ${speed()}\n\n`)
    const heart = heartbeat(out, house, HEARTBEAT_MS)
    const messages = upstream.body
      ?.pipeThrough(new TextDecoderStream())
      .pipeThrough(new EventSourceParserStream())
    try {
      for await (const { id, data } of messages ?? [])
        if (wanted(JSON.parse(data))) {
          await tellTime()
          await out.write(frame(data, id))
        }
    } finally {
      heart.stop()
    }
  })
}

export function mustSimulate({ simulation }: House): Simulation {
  if (simulation) return simulation
  throw new HttpProblem(409, 'not-simulated', {
    ko: '이 서버는 실제 전화를 겁니다. 시뮬레이터는 TELEPHONY=simulated 로 시작한 서버에서 쓸 수 있습니다.',
    en: 'the simulator needs simulated telephony, and this server rings real phones; start another with TELEPHONY=simulated',
  })
}

export async function scriptPhone(simulation: Simulation, number: string, script: unknown): Promise<void> {
  const response = await ask(simulation, 'PUT', `/phones/${encodeURIComponent(number)}`, script)
  if (response.status !== 400) return
  const { field, message } = await errorOf(response)
  throw fieldProblem(
    field || 'script',
    { ko: `이 전화기는 이렇게 할 수 없습니다: ${message}`, en: message },
    { answer_after: 4, press: [{ key: '1', after: 8 }] },
  )
}

/** Lifts a finger on the call `sid` of the phone `number`. Throws 404 when that is no call of this phone. */
export async function callByHand(
  simulation: Simulation,
  number: string,
  sid: string,
  act: 'answer' | 'decline' | 'hang-up' | 'press',
  body: { key?: string | undefined },
): Promise<void> {
  const found = await ask(simulation, 'GET', `/calls/${sid}`)
  if (!found.ok || (await calledBy(found)) !== number) throw notFound('call of this phone')
  const response = await ask(simulation, 'POST', `/calls/${sid}/${act}`, body)
  if (response.status === 409)
    throw new HttpProblem(409, 'not-now', {
      ko: '지금은 할 수 없습니다. 통화 상태가 바뀌었습니다.',
      en: (await errorOf(response)).message,
    })
}

/** Simulated time goes fast only while something runs: it must not run days ahead. */
export async function goAt(speed: number, house: House, simulation: Simulation): Promise<void> {
  const { live, db, log } = house
  const after = live.last
  const runs = (await nextWake(db.read)) !== null
  simulation.setSpeed(runs ? speed : 1)
  if (!runs || speed === 1) return
  void slowDownWhenOver(house, simulation, after).catch((error: unknown) => {
    simulation.setSpeed(1)
    log.error({ err: error }, 'simulated time goes as usual again: it is not known what runs')
  })
}

async function slowDownWhenOver({ db, live }: House, simulation: Simulation, after: number): Promise<void> {
  const found = new AbortController()
  for await (const batch of live.follow({ after, signal: found.signal })) {
    if (!batch.some(({ event }) => event.type.startsWith('escalation_'))) continue
    if ((await nextWake(db.read)) === null) found.abort()
  }
  simulation.setSpeed(1)
}

function ask({ emulatorUrl }: Simulation, method: string, target: string, body?: unknown): Promise<Response> {
  return fetch(`${emulatorUrl}/emulator${target}`, {
    method,
    headers: { 'Content-Type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
}

async function errorOf(response: Response): Promise<{ field: string; message: string }> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the emulator's own form of an error
  return ((await response.json()) as { error: { field: string; message: string } }).error
}

async function calledBy(response: Response): Promise<string> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the emulator's own form of a call
  return ((await response.json()) as { request: { to: string } }).request.to
}
