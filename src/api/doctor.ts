import { createRoute } from '@hono/zod-openapi'
import { z } from 'zod'
import type * as port from '../telephony/provider.ts'
import { Findings, type Finding } from '../wire/setup.ts'
import { streamEvents } from './event-stream.ts'
import { frame } from './event-text.ts'
import { newRouter, PROBLEMS, type House, type Router } from './routes.ts'

const examine = createRoute({
  method: 'get',
  path: '/',
  tags: ['Set-up'],
  summary: 'What `nightbell doctor` finds: how everything stands, and how to mend it',
  responses: {
    200: {
      description:
        'All findings, once the last is there; or, with `Accept: text/event-stream`, each as it is found and then `done`.',
      content: { 'application/json': { schema: Findings }, 'text/event-stream': { schema: z.string() } },
    },
    ...PROBLEMS,
  },
})

/** A provider may take seconds to answer: whoever waits sees what is known already. */
export function doctor(house: House): Router {
  const app = newRouter()
  app.openapi(examine, async (c) => {
    if (!c.req.header('Accept')?.includes('text/event-stream')) {
      const findings: Finding[] = []
      for await (const finding of house.examine()) findings.push(present(finding))
      return c.json({ findings }, 200)
    }
    return streamEvents(c, house, async (out, { signal }) => {
      for await (const finding of house.examine()) {
        if (signal.aborted) return
        await out.write(frame(JSON.stringify(present(finding))))
      }
      await out.write(frame('"done"'))
    })
  })
  return app
}

const present = ({ mend, ...finding }: port.Finding): Finding => ({ ...finding, mend: mend ?? null })
