import { once } from 'node:events'
import { createServer } from 'node:http'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { Escalation } from '../../src/wire/escalation.ts'
import { json, openWorld, type Contact, type World } from '../support/world.ts'

const MINUTE = 60

async function policyOf(world: World, name: string, person: Contact, when_exhausted: unknown = null) {
  const body = { name, contacts: [person], rounds: 1, when_exhausted }
  return json(world.ask('POST', '/api/v1/policies', body))
}
/** Everything that was escalated, oldest first. */
const all = async (world: World): Promise<Escalation[]> =>
  (await json(world.ask('GET', '/api/v1/escalations'))).escalations.toReversed()

const repeat = (times: number) => ({ do: 'repeat', after_minutes: 10, times })

describe('when everybody was tried and nobody acknowledged', () => {
  test('the same people are rung again after some minutes, so often and no more', async () => {
    const world = await openWorld()
    const hong = await world.person('홍길동', { busy: true })
    const policy = await policyOf(world, '야간', hong, repeat(2))
    await world.page({ policy_id: policy.id })
    await world.pass(60 * MINUTE)
    const runs = await all(world)
    expect(runs.map(({ status }) => status)).toEqual(['exhausted', 'exhausted', 'exhausted'])
    expect(runs.map(({ follows }) => follows)).toEqual([null, runs[0]?.id, runs[1]?.id])
    const waits = runs
      .slice(1)
      .map((run, i) => Date.parse(run.created_at) - Date.parse(runs[i]?.ended_at ?? ''))
    expect(waits).toEqual([600_000, 600_000])
    expect((await world.ledger()).dialled()).toEqual([hong.phone, hong.phone, hong.phone])
  })

  test('a server that starts again while they wait rings them at the same time', async () => {
    const world = await openWorld()
    const policy = await policyOf(world, '야간', await world.person('홍길동', { busy: true }), repeat(1))
    const page = await world.untilOver(await world.page({ policy_id: policy.id }))
    await world.pass(5 * MINUTE)
    await world.restart()
    await world.pass(60 * MINUTE)
    const [, again, ...more] = await all(world)
    expect(Date.parse(again?.created_at ?? '') - Date.parse(page.ended_at ?? '')).toBe(600_000)
    expect(more).toEqual([])
  })

  test('nobody is rung again when somebody took it in between', async () => {
    const world = await openWorld()
    const policy = await policyOf(world, '야간', await world.person('홍길동', { busy: true }), repeat(1))
    const page = await world.untilOver(await world.page({ policy_id: policy.id }))
    await world.ask('POST', `/api/v1/escalations/${page.id}/acknowledge`, { by: '이영희' })
    await world.pass(60 * MINUTE)
    expect(await all(world)).toHaveLength(1)
  })

  test('another policy follows at once, with the same message', async () => {
    const world = await openWorld()
    const kim = await world.person('김철수', { answer_after: 2, press: [{ key: '1', after: 6 }] })
    const second = await policyOf(world, '팀장', kim)
    const then = { do: 'policy', policy_id: second.id }
    const first = await policyOf(world, '야간', await world.person('홍길동', { busy: true }), then)
    const page = await world.untilOver(await world.page({ policy_id: first.id, message: '디스크 가득' }))
    await world.pass(MINUTE)
    expect(await all(world)).toMatchObject([
      { id: page.id, status: 'exhausted' },
      {
        status: 'acknowledged',
        follows: page.id,
        message: '디스크 가득',
        policy: { name: '팀장' },
        created_at: page.ended_at,
      },
    ])
  })

  test('a webhook is told, again until it takes it, and learns no phone number', async () => {
    const world = await openWorld()
    const hook = await webhook([500, 204])
    const hong = await world.person('홍길동', { busy: true })
    const policy = await policyOf(world, '야간', hong, { do: 'webhook', url: hook.url })
    const page = await world.untilOver(await world.page({ policy_id: policy.id }))
    await world.pass(60 * MINUTE)
    expect(hook.heard.map((text) => JSON.parse(text))).toMatchObject([
      { type: 'escalation_failed', escalation_id: page.id, total_attempts: 1, policy: { name: '야간' } },
      { escalation_id: page.id },
    ])
    expect(hook.heard.join('')).not.toContain(hong.phone.slice(-8))
    expect(await all(world)).toHaveLength(1)
  })

  test('an incident that is resolved meanwhile rings nobody again', async () => {
    const world = await openWorld()
    const policy = await policyOf(world, '야간', await world.person('홍길동', { busy: true }), repeat(1))
    const alert = { name: 'am', source: 'alertmanager', policy_id: policy.id }
    const { url } = await json(world.ask('POST', '/api/v1/integrations', alert))
    const send = (status: string) => world.ask('POST', new URL(url).pathname, { ...GROUP, status })
    const { escalation_id: id } = await json(send('firing'))
    await world.untilOver({ id })
    await send('resolved')
    await world.pass(60 * MINUTE)
    expect(await all(world)).toHaveLength(1)
  })
})

const GROUP = { groupKey: 'x', alerts: [{ status: 'firing' }] }

/** A stranger's server, which answers with these in turn, and with the last one for ever. */
async function webhook(answers: number[]) {
  const heard: string[] = []
  const server = createServer((request, response) => {
    void (async () => {
      let body = ''
      for await (const chunk of request.setEncoding('utf8')) body += chunk
      const status = answers[heard.push(body) - 1] ?? answers.at(-1) ?? 500
      response.writeHead(status).end()
    })()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  return { heard, url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/hook` }
}
