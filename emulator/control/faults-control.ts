import { Hono } from 'hono'
import type { FaultBook } from '../faults/fault-book.ts'
import { readRules } from '../faults/fault-rule.ts'
import { jsonOf, problem } from './answers.ts'

/** What shall go wrong: one rule, or a list of them. */
export function faultsControl(faults: FaultBook): Hono {
  const app = new Hono()
  app.get('/', (c) => c.json({ faults: faults.all() }))
  app.post('/', async (c) => {
    const read = readRules(await jsonOf(c))
    if ('message' in read) return problem(c, 400, read)
    return c.json({ faults: read.rules.map((rule) => faults.add(rule)) }, 201)
  })
  app.delete('/', (c) => {
    faults.clear()
    return c.body(null, 204)
  })
  app.delete('/:id', (c) =>
    faults.remove(c.req.param('id'))
      ? c.body(null, 204)
      : problem(c, 404, { field: 'id', message: 'there is no such rule' }),
  )
  return app
}
