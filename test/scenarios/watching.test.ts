import { EventSourceParserStream } from 'eventsource-parser/stream'
import { describe, expect, test, vi } from 'vitest'
import type { EscalationEvent } from '../../src/wire/event.ts'
import { openCrowd } from '../bench/support/crowd.ts'
import { until } from '../support/network.ts'
import { openWorld, type World } from '../support/world.ts'

const TOKEN = 'test-token-of-an-administrator'

/** Reads at most `most` events of a stream, and then goes away without a word. */
async function read(world: World, target: string, after: number, most: number): Promise<EscalationEvent[]> {
  const leaving = new AbortController()
  const response = await fetch(`${world.app.url}${target}`, {
    headers: {
      Authorization: `Bearer ${TOKEN}`,
      Accept: 'text/event-stream',
      'Last-Event-ID': String(after),
    },
    signal: leaving.signal,
  })
  const events: EscalationEvent[] = []
  if (!response.body || response.status === 204) return events
  const frames = response.body.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream())
  for await (const frame of frames) {
    const event = JSON.parse(frame.data)
    expect(frame.id).toBe(String(event.id))
    events.push(event)
    if (events.length >= most) break
  }
  leaving.abort()
  return events
}

async function threeBusyPeople(world: World) {
  const names = ['홍길동', '김철수', '박민수']
  return Promise.all(names.map((name) => world.person(name, { busy: true })))
}

describe('watching', () => {
  test('C14 a watcher who reconnects a hundred times has every event exactly once', async () => {
    const world = await openWorld()
    const page = await world.page({ contacts: await threeBusyPeople(world), rounds: 10 })
    const seen: EscalationEvent[] = []
    const watched = (async () => {
      for (let reads = 0; ; reads++) {
        const events = await read(world, `/api/v1/escalations/${page.id}/events`, seen.at(-1)?.id ?? 0, 1)
        if (events.length === 0) return reads
        seen.push(...events)
      }
    })()
    await world.untilOver(page)
    expect(await watched).toBeGreaterThanOrEqual(100)
    expect(seen).toEqual(await world.events(page))
  })

  test('who asks for the head of a stream is answered, and waits for nothing', async () => {
    const world = await openWorld()
    const complaints = vi.spyOn(console, 'error')
    const head = await world.ask('HEAD', '/api/v1/events')
    expect([head.status, head.headers.get('Content-Type')]).toEqual([200, 'text/event-stream'])
    expect(complaints).not.toHaveBeenCalled()
  })

  test('D18 a thousand watchers see every event exactly once, in order', async () => {
    const world = await openWorld()
    const crowd = await openCrowd(
      `${world.app.url}/api/v1/events`,
      { Authorization: `Bearer ${TOKEN}` },
      1_000,
    )
    const people = await threeBusyPeople(world)
    const pages = await Promise.all(people.map((person) => world.page({ contacts: [person], rounds: 3 })))
    for (const page of pages) await world.untilOver(page)
    const events = (await Promise.all(pages.map((page) => world.events(page)))).flat()
    const newest = Math.max(...events.map(({ id }) => id))
    await until(async () => (await crowd.report()).last.every((id) => id === newest))
    expect((await crowd.report()).wrong).toBe(0)
    await crowd.close()
  })

  test('the stream of one escalation ends when its last phone is silent, and then says so', async () => {
    const world = await openWorld()
    const page = await world.page({ contacts: await threeBusyPeople(world), rounds: 1 })
    const watched = read(world, `/api/v1/escalations/${page.id}/events`, 0, Infinity)
    await world.untilOver(page)
    const events = await watched
    expect(events.at(-1)?.type).toBe('escalation_failed')
    const again = await world.ask('GET', `/api/v1/escalations/${page.id}/events`, undefined, {
      Accept: 'text/event-stream',
      'Last-Event-ID': String(events.at(-1)?.id),
    })
    expect(again.status).toBe(204)
  })

  test('everything live is one stream, in one order', async () => {
    const world = await openWorld()
    const people = await threeBusyPeople(world)
    const pages = await Promise.all(people.map((person) => world.page({ contacts: [person], rounds: 1 })))
    for (const page of pages) await world.untilOver(page)
    const events = await read(world, '/api/v1/events', 0, pages.length * 6)
    expect(events.map((e) => e.id)).toEqual(events.map((_, i) => i + 1))
  })
})

describe('the call of the first implementation', () => {
  const call = {
    primary_name: '홍길동',
    secondary_name: '김철수',
    incident_summary: '결제 API 응답 없음',
    tts_text: '결제 API가 응답하지 않습니다.',
  }

  test.each([
    [
      'A',
      [{ answer_after: 4 }, { never: true }],
      ['call_start', 'call_initiated', 'call_answered', 'escalation_complete'],
      1,
    ],
    [
      'B',
      [{ never: true }, { answer_after: 3 }],
      [
        'call_start',
        'call_initiated',
        'call_failed',
        'call_start',
        'call_initiated',
        'call_answered',
        'escalation_complete',
      ],
      2,
    ],
    [
      'C',
      [{ never: true }, { never: true }],
      [
        ...Array.from({ length: 4 }, () => ['call_start', 'call_initiated', 'call_failed']).flat(),
        'escalation_failed',
      ],
      4,
    ],
  ] as const)('scenario %s streams the original events in order', async (_, [p, s], expected, attempts) => {
    const world = await openWorld()
    const { phone: primary_phone } = await world.person('P', p)
    const { phone: secondary_phone } = await world.person('S', s)
    const response = await world.ask('POST', '/simulator/call', { ...call, primary_phone, secondary_phone })
    expect(response.headers.get('Content-Type')).toMatch('text/event-stream')
    const text = response.text()
    await world.until(async () => {
      const { escalations } = await world.get<{ escalations: { status: string }[] }>('/api/v1/escalations')
      return escalations[0]?.status !== 'running'
    })
    await world.pass(200)
    const events = (await text)
      .split('\n')
      .flatMap((line) => (line.startsWith('data: ') ? [JSON.parse(line.slice(6))] : []))
    const original = new Set([
      'call_start',
      'call_initiated',
      'call_answered',
      'call_failed',
      'escalation_complete',
      'escalation_failed',
    ])
    expect(events.map((e) => e.type).filter((type) => original.has(type))).toEqual(expected)
    expect(events.find((e) => e.type.startsWith('escalation_') && e.total_attempts)?.total_attempts).toBe(
      attempts,
    )
  })

  test('C14 goes on when its caller goes away', async () => {
    const world = await openWorld()
    const { phone: primary_phone } = await world.person('P', { busy: true })
    const { phone: secondary_phone } = await world.person('S', { busy: true })
    const leaving = new AbortController()
    const response = await fetch(`${world.app.url}/simulator/call`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${TOKEN}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ ...call, primary_phone, secondary_phone }),
      signal: leaving.signal,
    })
    expect(response.status).toBe(200)
    leaving.abort()
    const { escalations } = await world.get<{ escalations: { id: string }[] }>('/api/v1/escalations')
    const over = await world.untilOver(escalations[0] as { id: string })
    expect(over.attempts).toHaveLength(4)
  })
})
