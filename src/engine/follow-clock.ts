import type { Log } from '../observe/log.ts'
import { shiftTimes } from '../store/clock-shift.ts'
import type { Database } from '../store/database.ts'
import { lastEventTime } from '../store/events.ts'
import type { Clock } from './clock.ts'

/** Less is what clocks are corrected by every day. */
const TOLERATED_MS = 1_000

/**
 * The wall clock may have been set back while no process lived to notice: what was written then lies
 * in the future now, and every deadline would come as much too late. Only for a node that is
 * alone: with several, theirs are the clocks that disagree.
 */
export async function followClock({
  db,
  clock,
  log,
}: {
  db: Database
  clock: Clock
  log: Log
}): Promise<void> {
  await db.write(async (tx) => {
    const ahead = (await lastEventTime(tx)) - clock.now()
    if (ahead <= TOLERATED_MS) return
    log.warn({ ahead }, 'the clock was set back since the last run; what waits is moved with it')
    await shiftTimes(tx, -ahead)
  })
}
