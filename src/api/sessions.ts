import { createRoute } from '@hono/zod-openapi'
import { z } from 'zod'
import { deleteOtherSessions, deleteSession, listSessions } from '../store/sessions.ts'
import { BrowserSession, EndedSessions } from '../wire/access.ts'
import { dismiss } from './dismissals.ts'
import { presentSession } from './present.ts'
import { notFound } from './problem.ts'
import { jsonAnswer, newRouter, NOT_FOUND, PROBLEMS, type House, type Router } from './routes.ts'
import { idleSince } from './session-cookie.ts'

const tags = ['Sign-in']
const list = createRoute({
  method: 'get',
  path: '/',
  tags,
  summary: 'All browsers that are signed in',
  responses: {
    200: jsonAnswer('In the order in which they signed in.', z.object({ sessions: z.array(BrowserSession) })),
    ...PROBLEMS,
  },
})
const end = createRoute({
  method: 'delete',
  path: '/{id}',
  tags,
  summary: 'Sign one browser out',
  request: { params: z.object({ id: z.string().max(100) }) },
  responses: { 204: { description: 'It sees nothing any more.' }, ...PROBLEMS, ...NOT_FOUND },
})
const endOthers = createRoute({
  method: 'delete',
  path: '/',
  tags,
  summary: 'Sign every browser out, but for the one that asks; no sign-in link opens anything any more',
  responses: { 200: jsonAnswer('They see nothing any more.', EndedSessions), ...PROBLEMS },
})

/** The browsers that are signed in, whoever signed them in. */
export function sessions({ db, engine, clock, dismissals }: House): Router {
  const app = newRouter()
  app.openapi(list, async (c) => {
    const own = c.get('who').session?.id
    const found = await listSessions(db.read, idleSince(clock.now()))
    return c.json({ sessions: found.map((each) => ({ id: each.id, ...presentSession(each, own) })) }, 200)
  })
  app.openapi(end, async (c) => {
    const { id } = c.req.valid('param')
    if (!(await engine.transact(({ tx }) => deleteSession(tx, id)))) throw notFound('session')
    dismiss(dismissals, id)
    return c.body(null, 204)
  })
  app.openapi(endOthers, async (c) => {
    const own = c.get('who').session?.id ?? null
    const ended = await engine.transact(({ tx, now }) => deleteOtherSessions(tx, own, idleSince(now)))
    for (const id of ended) dismiss(dismissals, id)
    return c.json({ ended: ended.length }, 200)
  })
  return app
}
