import { Hono } from 'hono'
import type { CallQueue } from '../call-queue.ts'
import { readSettings, type Settings } from '../settings.ts'
import { jsonOf, problem } from './answers.ts'

/** All settings; those that are sent are changed, and hold for what happens from then on. */
export function settingsControl(settings: Settings, queue: CallQueue): Hono {
  const app = new Hono()
  app.get('/', (c) => c.json(settings))
  app.put('/', async (c) => {
    const read = readSettings(await jsonOf(c))
    if ('message' in read) return problem(c, 400, read)
    Object.assign(settings, read.settings)
    queue.look()
    return c.json(settings)
  })
  return app
}
