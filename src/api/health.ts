import { Hono } from 'hono'
import { lastEventId } from '../store/events.ts'
import type { House } from './routes.ts'

/** `/healthz`: the process lives. `/readyz`: it can do its work. */
export function health({ db, log }: House): Hono {
  const app = new Hono()
  app.get('/healthz', (c) => c.json({ status: 'ok' }))
  app.get('/readyz', async (c) => {
    try {
      await lastEventId(db.read)
      return c.json({ status: 'ready', database: 'ok' })
    } catch (error) {
      log.error({ err: error }, 'not ready: the database cannot be read')
      return c.json({ status: 'not ready', database: 'cannot be read' }, 503)
    }
  })
  return app
}
