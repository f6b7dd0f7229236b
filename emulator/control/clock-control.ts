import { Hono } from 'hono'
import type { Clock, RealClock } from '../clock.ts'
import type { VirtualClock } from '../virtual-clock.ts'
import type { Work } from '../work.ts'
import { jsonOf, problem } from './answers.ts'

const FASTEST = 1_000

/** A virtual clock is moved by hand; a real one can be made faster. */
export function clockControl(clock: Clock, work: Work): Hono {
  const app = new Hono()
  const state = () => ({
    now: new Date(clock.now()).toISOString(),
    kind: isVirtual(clock) ? 'virtual' : 'real',
    ...(isReal(clock) && { speed: clock.speed() }),
  })
  app.get('/', (c) => c.json(state()))
  app.post('/advance', async (c) => {
    if (!isVirtual(clock)) return problem(c, 409, { field: '', message: 'only a virtual clock can be moved' })
    const seconds = numberIn(await jsonOf(c), 'seconds')
    if (seconds === null || seconds < 0)
      return problem(c, 400, { field: 'seconds', message: 'must be a number of seconds, for example 5' })
    await clock.walk(seconds * 1000, () => stillness(work))
    return c.json(state())
  })
  app.put('/', async (c) => {
    if (!isReal(clock)) return problem(c, 409, { field: '', message: 'only a real clock has a speed' })
    const speed = numberIn(await jsonOf(c), 'speed')
    if (speed === null || speed <= 0 || speed > FASTEST)
      return problem(c, 400, { field: 'speed', message: `must be above 0 and at most ${FASTEST}` })
    clock.setSpeed(speed)
    return c.json(state())
  })
  return app
}

function numberIn(body: unknown, field: string): number | null {
  const value: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, field) : null
  return typeof value === 'number' && Number.isFinite(value) ? value : null
}

/** Waits until nothing is on its way but the request that moves the clock. */
async function stillness(work: Work): Promise<void> {
  do await new Promise((resolve) => setImmediate(resolve))
  while (work.count() > 1)
}

const isVirtual = (clock: Clock): clock is VirtualClock => 'advance' in clock
const isReal = (clock: Clock): clock is RealClock => 'setSpeed' in clock
