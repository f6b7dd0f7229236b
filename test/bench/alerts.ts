import { ask } from '../support/client.ts'
import type { Kind } from './support/databases.ts'
import { atOnce, forTime, measured, type Bench, type Measured, type Row } from './support/figure.ts'
import { startProvider } from './support/provider.ts'
import { commitsPerSecond, startEcho } from './support/reference.ts'
import { serve, settingsFor, type Server } from './support/server.ts'

const AT_ONCE = 100
const SECONDS = 3
const REPETITIONS = 3

/**
 * Alerts that are answered after the commit: each opens an incident and begins an escalation, or is one that is open
 * already. Beside it how many a bare server answers that does nothing with them.
 */
export async function alerts({ databases, progress }: Bench): Promise<Row[]> {
  const rows: Row[] = []
  for (const kind of databases.both) {
    progress(`alerts accepted per second on ${kind.name}`)
    rows.push(...(await alertsOn(kind)))
  }
  return rows
}

async function alertsOn(kind: Kind): Promise<Row[]> {
  const provider = await startProvider()
  const echo = await startEcho()
  const server = await serve(await settingsFor(kind, provider.url))
  const url = await openDoor(server)
  let groups = 0
  const accepted = (name: () => string, seconds = SECONDS) => perSecond(url, name, seconds)
  const fresh = () => `group-${++groups}`
  await accepted(fresh, 1) // The code becomes quick.
  const [opening, repeated, commits, bare]: [number[], number[], number[], number[]] = [[], [], [], []]
  for (let i = 0; i < REPETITIONS; i++) {
    commits.push(await commitsPerSecond(kind))
    opening.push(await accepted(fresh))
    repeated.push(await accepted(() => 'group-1'))
    bare.push(await perSecond(echo.url, fresh, SECONDS))
  }
  await server.kill()
  await echo.kill()
  provider.close()
  const reference = { what: 'raw one-row commits of one client', value: measured(commits) }
  const row = (figure: string, value: Measured): Row => ({ figure, unit: '/s', value, reference, aim: null })
  const aimed = (what: string, value: Measured): Row => ({
    ...row(`alerts accepted, ${what}, ${kind.name}`, value),
    aim: { says: '≥ 1×', met: value.median >= reference.value.median },
  })
  return [
    aimed('new', measured(opening)),
    aimed('repeated', measured(repeated)),
    row('alerts that a bare node:http server answers, and forgets', measured(bare)),
  ]
}

/** An integration of Alertmanager, and where its alerts go. */
async function openDoor(server: Server): Promise<string> {
  const policy = await server.post<{ id: string }>('/policies', {
    name: '결제',
    contacts: [
      { name: '홍길동', phone: '010-0000-0001' },
      { name: '김철수', phone: '010-0000-0002' },
    ],
  })
  const integration = { name: 'Alertmanager', source: 'alertmanager', policy_id: policy.id }
  return (await server.post<{ url: string }>('/integrations', integration)).url
}

async function perSecond(url: string, groupKey: () => string, seconds: number): Promise<number> {
  const began = performance.now()
  let accepted = 0
  await atOnce(AT_ONCE, forTime(seconds * 1000), async () => {
    const { status } = await ask(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(notification(groupKey())),
    })
    if (status >= 300) throw new Error(`an alert was answered with ${status}`)
    accepted++
  })
  return (accepted * 1000) / (performance.now() - began)
}

/** As Alertmanager sends it, without what is not read. */
function notification(groupKey: string) {
  const labels = { alertname: 'PaymentApiDown', severity: 'critical' }
  const annotations = { summary: '결제 API 응답 없음' }
  return {
    version: '4',
    groupKey,
    status: 'firing',
    groupLabels: { alertname: labels.alertname },
    commonLabels: labels,
    commonAnnotations: annotations,
    alerts: [{ status: 'firing', labels, annotations, startsAt: '2026-01-01T00:00:00Z' }],
  }
}
