import type { EscalationRecord } from '../store/escalations.ts'

const TIMEOUT_MS = 10_000

/** Posts that an escalation is exhausted; no phone number goes along. Null when it was taken, else why not. */
export async function callWebhook(url: string, record: EscalationRecord): Promise<string | null> {
  const { id, incidentId, state } = record
  const { plan, attempts } = state
  const body = {
    type: 'escalation_failed',
    escalation_id: id,
    incident_id: incidentId,
    policy: plan.policy ?? null,
    drill: plan.drill,
    message: plan.message,
    total_attempts: attempts.length,
    timestamp: 'at' in state ? new Date(state.at).toISOString() : null,
  }
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    await response.body?.cancel()
    return response.ok ? null : `HTTP ${response.status}`
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
