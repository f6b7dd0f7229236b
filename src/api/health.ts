import { Hono } from 'hono'
import { isAway } from '../store/database.ts'
import { lastEventId } from '../store/events.ts'
import { isoTime } from './present.ts'
import type { House } from './routes.ts'

/**
 * `/healthz`: the process lives. `/readyz`: whether it can do its work, and what is wrong; 503 only
 * when the database cannot be used, because a provider that is down is no better seen from another
 * node. `/metrics`: for Prometheus.
 */
export function health({ db, log, troubles, metrics, mayDial }: House): Hono {
  const app = new Hono()
  app.get('/healthz', (c) => c.json({ status: 'ok' }))
  app.get('/readyz', async (c) => {
    const open = troubles.open.map(({ since, ...trouble }) => ({ ...trouble, since: isoTime(since) }))
    try {
      await lastEventId(db.read)
      const database = !mayDial()
        ? 'has no sign of life of this node'
        : open.some(({ kind }) => kind === 'database')
          ? 'cannot be written to'
          : 'ok'
      if (database !== 'ok') return c.json({ status: 'not ready', database, troubles: open }, 503)
      return c.json({ status: open.length > 0 ? 'degraded' : 'ready', database, troubles: open })
    } catch (error) {
      log[isAway(error) ? 'debug' : 'error']({ err: error }, 'not ready: the database cannot be read')
      return c.json({ status: 'not ready', database: 'cannot be read', troubles: open }, 503)
    }
  })
  app.get('/metrics', async (c) => {
    metrics.troubles.reset()
    for (const { kind } of troubles.open) metrics.troubles.set({ kind }, 1)
    return c.body(await metrics.registry.metrics(), 200, { 'Content-Type': metrics.registry.contentType })
  })
  return app
}
