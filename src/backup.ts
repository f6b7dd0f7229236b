import type { Settings } from './config/settings.ts'
import { callOff, type CalledOff } from './engine/call-off.ts'
import { openBackup, writeBackup } from './store/backup-file.ts'
import { skipEventIds } from './store/events.ts'
import { readPostgres, writePostgres } from './store/postgres/whole.ts'
import { takeSnapshot, writeSnapshot, type Progress, type Snapshot, type Whole } from './store/snapshot.ts'
import { readSqlite, writeSqlite } from './store/sqlite/whole.ts'

/** Writes everything to `file`, also while servers run. `now`: epoch ms. Throws `Unfit`, `BadDatabase`. */
export async function backUp(settings: Settings, file: string, now: number): Promise<Snapshot> {
  const work = async (whole: Whole) => {
    const snapshot = await takeSnapshot(whole, now)
    await writeBackup(file, snapshot)
    return snapshot
  }
  const { databaseUrl, dataFolder } = settings
  return databaseUrl === null ? readSqlite(dataFolder, work) : readPostgres(databaseUrl, work)
}

/** No node writes so many events in a millisecond. */
const EVENTS_PER_MS = 10

/**
 * Fills an empty database from `file`. What was going on when the backup was made is called off, for
 * it is over or somebody has long been told; with `resume`, for a backup of a server that was
 * stopped, it goes on. Throws `Unfit`, `DataFolderInUse`, `BadDatabase`.
 */
export async function restore(
  settings: Settings,
  file: string,
  { resume, now }: { resume: boolean; now: number },
  progress: Progress,
): Promise<{ snapshot: Snapshot; place: string; calledOff: CalledOff | null }> {
  const snapshot = await openBackup(file)
  const work = async (whole: Whole) => {
    await writeSnapshot(whole, snapshot, progress)
    const { tx, place } = whole
    return { snapshot, place, calledOff: resume ? null : await beginAnew(tx, snapshot, now) }
  }
  const { databaseUrl, dataFolder } = settings
  return databaseUrl === null ? writeSqlite(dataFolder, work) : writePostgres(databaseUrl, work)
}

async function beginAnew(tx: Whole['tx'], { takenAt }: Snapshot, now: number): Promise<CalledOff> {
  // Events that were told since then are lost; what comes next must not have their ids, or a watcher would take it for seen.
  await skipEventIds(tx, EVENTS_PER_MS * Math.max(now - takenAt, 1))
  const made = new Date(takenAt).toISOString()
  return callOff(tx, now, { by: 'restore', reason: `백업 복원: 백업 시점 ${made} (restored from a backup)` })
}
