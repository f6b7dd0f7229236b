import { Hono } from 'hono'
import type { Clock, RealClock } from '../clock.ts'
import type { VirtualClock } from '../virtual-clock.ts'
import type { Work } from '../work.ts'

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
    if (!isVirtual(clock))
      return c.json({ error: { field: '', message: 'only a virtual clock can be moved' } }, 409)
    const { seconds } = await c.req.json().catch(() => ({}))
    if (typeof seconds !== 'number' || !(seconds >= 0))
      return c.json(
        { error: { field: 'seconds', message: 'must be a number of seconds, for example 5' } },
        400,
      )
    await clock.walk(seconds * 1000, () => stillness(work))
    return c.json(state())
  })
  app.put('/', async (c) => {
    if (!isReal(clock)) return c.json({ error: { field: '', message: 'only a real clock has a speed' } }, 409)
    const { speed } = await c.req.json().catch(() => ({}))
    if (typeof speed !== 'number' || !(speed > 0 && speed <= FASTEST))
      return c.json({ error: { field: 'speed', message: `must be above 0 and at most ${FASTEST}` } }, 400)
    clock.setSpeed(speed)
    return c.json(state())
  })
  return app
}

/** Waits until nothing is on its way but the request that moves the clock. */
async function stillness(work: Work): Promise<void> {
  do await new Promise((resolve) => setImmediate(resolve))
  while (work.count() > 1)
}

const isVirtual = (clock: Clock): clock is VirtualClock => 'advance' in clock
const isReal = (clock: Clock): clock is RealClock => 'setSpeed' in clock
