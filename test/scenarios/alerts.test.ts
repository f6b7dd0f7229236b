import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { json, openWorld, type World } from '../support/world.ts'

const payload = (status: string) =>
  readFileSync(new URL(`../../src/intake/fixtures/alertmanager-0.25-${status}.json`, import.meta.url), 'utf8')

/** A policy that rings these scripts, and an Alertmanager that may start it. */
async function alertmanagerFor(world: World, scripts: Record<string, unknown>[]) {
  const names = ['홍길동', '김철수']
  const contacts = await Promise.all(scripts.map((script, i) => world.person(names[i] ?? '', script)))
  const policy = await json(world.ask('POST', '/api/v1/policies', { name: '결제', contacts }))
  const integration = await json(
    world.ask('POST', '/api/v1/integrations', { name: 'am', source: 'alertmanager', policy_id: policy.id }),
  )
  const send = (status: string, key = integration.key) =>
    world.send(`${world.app.url}/api/v1/alerts/alertmanager`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${key}` },
      body: payload(status),
    })
  return { send, integration, contacts, policy }
}
const escalations = async (world: World) =>
  (await world.get<{ escalations: { id: string; status: string }[] }>('/api/v1/escalations')).escalations

describe('alerts of Alertmanager', () => {
  test('E1 E2 a firing group rings once, however often it is told, until it is resolved; then it rings again', async () => {
    const world = await openWorld()
    const { send } = await alertmanagerFor(world, [
      { busy: true },
      { answer_after: 2, press: [{ key: '1', after: 6 }] },
    ])
    const first = await json(send('firing'))
    const again = await json(send('firing'))
    expect(again).toEqual({ ...first, escalation_id: null })
    const over = await world.untilOver({ id: first.escalation_id })
    expect(over).toMatchObject({
      status: 'acknowledged',
      message: '결제 API 응답 없음',
      incident_id: first.incident_id,
    })
    expect((await json(send('firing'))).incident_status).toBe('acknowledged')
    expect(await json(send('resolved'))).toMatchObject({
      incident_id: first.incident_id,
      incident_status: 'resolved',
    })
    const next = await json(send('firing'))
    expect(next.incident_id).not.toBe(first.incident_id)
    expect(await escalations(world)).toHaveLength(2)
  })

  test('D16 an alert that resolves while the phone rings ends the escalation, and the phone is hung up', async () => {
    const world = await openWorld()
    const { send } = await alertmanagerFor(world, [{ never: true }, { never: true }])
    const { escalation_id: id } = await json(send('firing'))
    await world.untilCall({ id }, 'ringing')
    await send('resolved')
    const over = await world.untilOver({ id })
    expect(over).toMatchObject({
      status: 'resolved',
      attempts: [{ outcome: 'canceled', ended_at: over.ended_at }],
    })
    expect((await world.events({ id })).map((e) => e.type)).toContain('escalation_resolved')
    expect((await world.ledger()).dialled()).toHaveLength(1)
  })

  test('rings again when it fires again and nobody has answered', async () => {
    const world = await openWorld()
    const { send } = await alertmanagerFor(world, [{ busy: true }])
    const { escalation_id: id, incident_id } = await json(send('firing'))
    await world.untilOver({ id })
    expect(await json(send('firing'))).toMatchObject({
      incident_id,
      incident_status: 'triggered',
      escalation_id: expect.any(String),
    })
    expect(await escalations(world)).toHaveLength(2)
  })

  test('a resolution without an incident, a wrong key and a payload that is none change nothing', async () => {
    const world = await openWorld()
    const { send, integration } = await alertmanagerFor(world, [{ busy: true }])
    expect(await json(send('resolved'))).toEqual({
      incident_id: null,
      incident_status: 'none',
      escalation_id: null,
    })
    expect((await send('firing', 'key_wrong')).status).toBe(401)
    const broken = await world.ask('POST', new URL(integration.url).pathname, { status: 'on fire' })
    expect(broken.status).toBe(422)
    expect(await escalations(world)).toEqual([])
  })

  test('a policy that an integration uses cannot be deleted; a deleted integration opens nothing', async () => {
    const world = await openWorld()
    const { send, integration, policy } = await alertmanagerFor(world, [{ busy: true }])
    expect((await world.ask('DELETE', `/api/v1/policies/${policy.id}`)).status).toBe(409)
    expect((await world.ask('DELETE', `/api/v1/integrations/${integration.id}`)).status).toBe(204)
    expect((await send('firing')).status).toBe(401)
    expect((await world.ask('DELETE', `/api/v1/policies/${policy.id}`)).status).toBe(204)
  })
})
