import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Escalation } from '../../src/wire/escalation.ts'
import { ALL_FAULTS, LIST_LAG } from './faults.ts'
import { ASKS_FOR_DETAILS, asksForDetails, type Interference, type Page } from './people.ts'
import { openNodes } from './nodes.ts'
import { pause, start } from './processes.ts'
import type { LedgerCall } from './verdict.ts'

const ACCOUNT = 'AC0123456789abcdef0123456789abcdef'
/** Neither may ever stand in the server's log. */
export const SECRETS = { token: 'token-of-the-administrator', authToken: 'secret-of-the-account' }

export type House = Awaited<ReturnType<typeof openHouse>>

type HouseOptions = { seed: number; speed: number; callbacks: boolean; nodes: number }

/** A telephone network with every fault, servers beside it, and ways to talk to both that survive a server's death. */
export async function openHouse(options: HouseOptions) {
  const folder = mkdtempSync(path.join(tmpdir(), 'nightbell-chaos-'))
  const clock = { CHAOS_SPEED: String(options.speed), CHAOS_SINCE: String(Date.now()) }
  const account = { TWILIO_ACCOUNT_SID: ACCOUNT, TWILIO_AUTH_TOKEN: SECRETS.authToken }
  const network = await start('network', { ...clock, ...account })
  const networkUrl = /http:\S+/.exec(network.printed())?.[0] ?? ''
  const nodes = await openNodes(options.nodes, (url) => ({
    ...clock,
    ...account,
    NIGHTBELL_DATA: folder,
    NIGHTBELL_ADMIN_TOKEN: SECRETS.token,
    TELEPHONY: 'twilio',
    TWILIO_FROM: '+15005550006',
    TWILIO_BASE_URL: networkUrl,
    LOG_LEVEL: 'info',
    ...(options.callbacks && { PUBLIC_URL: url }),
  }))

  async function control<T>(method: string, target: string, body?: unknown): Promise<T> {
    const response = await fetch(`${networkUrl}/emulator${target}`, {
      method,
      headers: { 'Content-Type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    if (!response.ok) throw new Error(`${method} ${target}: ${response.status} ${await response.text()}`)
    return (response.status === 204 ? null : await response.json()) as T
  }

  /** Asks until the server answers: it may be dead just now. */
  async function ask(method: string, target: string, body?: unknown, key = ''): Promise<Escalation> {
    const headers = { Authorization: `Bearer ${SECRETS.token}`, 'Content-Type': 'application/json' }
    const init = {
      method,
      headers: { ...headers, ...(key && { 'Idempotency-Key': key }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    }
    for (;;) {
      const response = await fetch(`${nodes.url}${target}`, init).catch(() => null)
      const answer = await response?.text().catch(() => null)
      if (response?.ok && answer) return JSON.parse(answer) as Escalation
      if (response && response.status < 500) throw new Error(`${response.status} ${answer}`)
      await pause(200)
    }
  }

  await control('PUT', '/settings', { list_lag: LIST_LAG, seed: options.seed })
  await control('POST', '/faults', ALL_FAULTS)
  return {
    async page(page: Page, key: string): Promise<Escalation> {
      for (const { phone } of page.contacts)
        if (asksForDetails(phone))
          await control('PUT', `/phones/${encodeURIComponent(phone)}`, ASKS_FOR_DETAILS)
      return ask('POST', '/api/v1/escalations', page, key)
    },
    /** Whatever comes of it: it may be over already. */
    async interfere(id: string, { action, after }: Interference): Promise<void> {
      await pause((after * 1000) / options.speed)
      await ask('POST', `/api/v1/escalations/${id}/${action}`, {}).catch(() => null)
    },
    escalation: (id: string) => ask('GET', `/api/v1/escalations/${id}`),
    /** The network's own account of the calls to numbers that begin so; they are forgotten. */
    async takeCalls(prefix: string): Promise<LedgerCall[]> {
      const query = `/calls?to_prefix=${encodeURIComponent(prefix)}`
      const { calls } = await control<{ calls: LedgerCall[] }>('GET', query)
      await control('DELETE', query)
      return calls
    },
    faults: async () =>
      (await control<{ faults: { where: string; fault: string; struck: number }[] }>('GET', '/faults'))
        .faults,
    nodes,
    async close(): Promise<void> {
      await Promise.all([nodes.close(), network.kill()])
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
