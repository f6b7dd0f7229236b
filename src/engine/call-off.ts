import type { Tx } from '../store/database.ts'
import { dropTexts } from '../store/effects.ts'
import { runningEscalations, type EscalationRecord } from '../store/escalations.ts'
import { dropFollowUps } from '../store/follow-ups.ts'
import { resolveAllIncidents } from '../store/incidents.ts'
import { Batch } from './batch.ts'
import { Needed } from './needs.ts'

export type CalledOff = {
  /** Those that were running, as they are now. */
  escalations: EscalationRecord[]
  /** How many were open. */
  incidents: number
  /** Repetitions, policies and webhooks that were to follow an exhausted escalation. */
  followUps: number
}

/**
 * Ends everything that is going on, so that nobody is rung for it. Incidents are closed, too: that one
 * was resolved may never be told again, and while it stays open no alert of its kind would ring. It
 * leaves what is to be hung up as a node does that dies right after its commit.
 */
export async function callOff(tx: Tx, now: number, why: { by: string; reason: string }): Promise<CalledOff> {
  const ids = await runningEscalations(tx)
  const batch = new Batch(tx, now, GONE, new Needed())
  await batch.load({ escalations: ids })
  const escalations: EscalationRecord[] = []
  for (const id of ids) {
    const told = await batch.tell(id, { type: 'cancel', ...why })
    if ('record' in told) escalations.push(told.record)
  }
  await batch.save()
  await dropTexts(tx)
  return { escalations, incidents: await resolveAllIncidents(tx, now), followUps: await dropFollowUps(tx) }
}

const GONE = {
  node: { id: 'gone' },
  silenceMs: () => 0,
  withoutCallbacks: null,
  admit: () => new Set<never>(),
}
