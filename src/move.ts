import type { Settings } from './config/settings.ts'
import { runningEscalations } from './store/escalations.ts'
import { writePostgres } from './store/postgres/whole.ts'
import { isThere, takeSnapshot, writeSnapshot, type Progress, type Snapshot } from './store/snapshot.ts'
import { markMoved } from './store/sqlite/open.ts'
import { holdFolder, readSqlite } from './store/sqlite/whole.ts'

export type Moved = { snapshot: Snapshot; place: string; running: number; wasThere: boolean }

/**
 * Copies everything from the data folder to an empty PostgreSQL, in one transaction there: whatever
 * stops it, it is done again or was done. The source stays as it is, and no server starts on it any
 * more, which would ring people for what now runs elsewhere. Throws `Unfit`, `DataFolderInUse`,
 * `BadDatabase`.
 */
export async function moveToPostgres(
  { dataFolder }: Settings,
  url: string,
  progress: Progress,
): Promise<Moved> {
  const now = Date.now()
  return readSqlite(dataFolder, (source) =>
    holdFolder(dataFolder, async () => {
      const snapshot = await takeSnapshot(source, now)
      const moved = await writePostgres(url, async (target) => {
        const wasThere = await isThere(target, snapshot)
        if (!wasThere) await writeSnapshot(target, snapshot, progress)
        const running = (await runningEscalations(target.tx)).length
        return { snapshot, place: target.place, running, wasThere }
      })
      markMoved(dataFolder, `to ${moved.place} on ${new Date(now).toISOString()}`)
      return moved
    }),
  )
}
