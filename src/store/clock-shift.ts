import { shifted } from '../domain/escalation.ts'
import type { Tx } from './database.ts'
import { loadEscalations, runningEscalations, saveEscalations } from './escalations.ts'

const AT_ONCE = 500

/** Moves every time that something still waits for by `ms`: deadlines, turns, and when to ask. */
export async function shiftTimes(tx: Tx, ms: number): Promise<void> {
  const running = await runningEscalations(tx)
  for (let from = 0; from < running.length; from += AT_ONCE) {
    const records = await loadEscalations(tx, running.slice(from, from + AT_ONCE))
    await saveEscalations(
      tx,
      records.map((record) => ({
        now: { ...record, state: shifted(record.state, ms) },
        before: record.state,
      })),
    )
  }
  await tx
    .updateTable('effects')
    .set((row) => ({
      due_at: row('due_at', '+', ms),
      turn: row('turn', '+', ms),
      begun_at: row('begun_at', '+', ms),
    }))
    .execute()
  await tx
    .updateTable('follow_ups')
    .set((row) => ({ due_at: row('due_at', '+', ms) }))
    .where('due_at', 'is not', null)
    .execute()
  await tx
    .updateTable('calls')
    .set((row) => ({ check_at: row('check_at', '+', ms), created_at: row('created_at', '+', ms) }))
    .where('check_at', 'is not', null)
    .execute()
}
