import { freePort } from '../support/free-port.ts'
import { measured, pause, type Bench, type Row } from './support/figure.ts'
import { startProvider, tell, type Call, type Provider } from './support/provider.ts'
import { serve, settingsFor } from './support/server.ts'

const REPETITIONS = 3
/** A node that has given no sign of life for so long does not dial any more (src/engine/node.ts). */
const LEASE = { what: 'lease', value: measured([2]) }

/**
 * Two nodes on one PostgreSQL; the one that has placed the call is killed with -9. How long it takes
 * until the other asks for the next person's call, or has found the one that was being placed.
 */
export async function takeOver({ databases, progress }: Bench): Promise<Row[]> {
  const cases = [
    { what: 'while it rings, and a callback reaches the other', moves: callbackArrives },
    { what: 'while it rings, and no callback ever comes', moves: nothingArrives },
    { what: 'while it waits for the answer of the provider', moves: callIsFound },
  ]
  const rows: Row[] = []
  for (const { what, moves } of cases) {
    progress(`a node is killed ${what}`)
    const times: number[] = []
    for (let i = 0; i < REPETITIONS; i++) times.push(await afterKill(databases.postgres, moves))
    const value = measured(times)
    rows.push({
      figure: `a node killed -9 ${what}: until the other moves on`,
      unit: 's',
      value,
      reference: LEASE,
      aim: { says: '≤ 5 s', met: value.most <= 5 },
    })
  }
  return rows
}

/** What is to happen: sets the scene before the kill, and resolves when the other node has moved on. */
type Moves = (scene: {
  provider: Provider
  /** Pages two people and resolves when the first call was asked for. */
  page: () => Promise<Call>
  kill: () => Promise<void>
  /** The port of the other node. */
  other: string
  untilFound: () => Promise<void>
}) => Promise<void>

async function afterKill(kind: Bench['databases']['postgres'], moves: Moves): Promise<number> {
  const provider = await startProvider()
  const env = await settingsFor(kind, provider.url)
  const other = String(await freePort())
  const first = await serve(env)
  const second = await serve({ ...env, PORT: other })
  let killedAt = 0
  let id = ''
  await moves({
    provider,
    other,
    async page() {
      const call = nextCall(provider)
      const contacts = [
        { name: '홍길동', phone: '010-0000-0001' },
        { name: '김철수', phone: '010-0000-0002' },
      ]
      id = (await first.post<{ id: string }>('/escalations', { message: '결제 API 응답 없음', contacts })).id
      return call
    },
    async kill() {
      killedAt = performance.now()
      await first.kill()
    },
    async untilFound() {
      for (;;) {
        const now = await second.get<{ attempts: { call_status: string }[] }>(`/escalations/${id}`)
        if (now.attempts[0]?.call_status === 'queued') return
        await pause(20)
      }
    },
  })
  const seconds = (performance.now() - killedAt) / 1000
  await second.kill()
  provider.close()
  return seconds
}

const nextCall = (provider: Provider) => new Promise<Call>((resolve) => provider.onCall(resolve))

const callbackArrives: Moves = async ({ provider, page, kill, other }) => {
  const call = await page()
  await tell(call, 'ringing')
  const next = nextCall(provider)
  await kill()
  await tell(call, 'busy', other)
  await next
}

const nothingArrives: Moves = async ({ provider, page, kill }) => {
  const call = await page()
  await tell(call, 'ringing')
  const next = nextCall(provider)
  provider.saysOfCalls('busy')
  await kill()
  await next
}

const callIsFound: Moves = async ({ provider, page, kill, untilFound }) => {
  provider.fallSilent()
  await page()
  await kill()
  await untilFound()
}
