import { once } from 'node:events'
import path from 'node:path'
import { start } from './process.ts'
import type { Answer, Order } from './watchers.ts'

/** By a clock that is the same in all processes, ms. */
const now = (): number => Number(process.hrtime.bigint()) / 1e6

export type Crowd = Awaited<ReturnType<typeof openCrowd>>

/** So many watchers of an event stream, in a process of their own. */
export async function openCrowd(url: string, headers: Record<string, string>, count: number) {
  const running = await start([path.join(import.meta.dirname, 'watchers.ts')], {}, 'ready')
  const tell = (order: Order) => void running.process.send(order)
  async function heard<T extends Answer['type']>(type: T): Promise<Extract<Answer, { type: T }>> {
    for (;;) {
      const [answer] = (await once(running.process, 'message')) as [Answer]
      if (answer.type === type) return answer as Extract<Answer, { type: T }>
    }
  }
  const watching = heard('watching')
  tell({ type: 'watch', url, headers, count })
  await watching
  return {
    /** Does `work` and returns how long after its beginning each of them had read `text`, ms. */
    async delays(text: string, work: () => Promise<unknown>): Promise<number[]> {
      const awaiting = heard('awaiting')
      tell({ type: 'await', text })
      await awaiting
      const arrived = heard('arrived')
      const began = now()
      const [{ at }] = await Promise.all([arrived, work()])
      return at.map((time) => time - began)
    },
    stall: (stalled: number) => tell({ type: 'stall', count: stalled }),
    resume: () => tell({ type: 'resume' }),
    /** The id of the last event that each of them has read, and how many were missing, doubled or out of order. */
    async report(): Promise<{ last: number[]; wrong: number }> {
      const report = heard('report')
      tell({ type: 'report' })
      return report
    },
    close: () => running.kill(),
  }
}
