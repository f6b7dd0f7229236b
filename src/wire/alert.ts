import { z } from 'zod'
import { LIMITS } from '../domain/plan.ts'

/** A door through which one monitoring system sends its alerts, and the policy that they start. */
export const NewIntegration = z
  .strictObject({
    name: z.string().trim().min(1).max(LIMITS.nameCharacters).meta({ example: 'Alertmanager' }),
    source: z.enum(['alertmanager']).meta({ example: 'alertmanager' }),
    policy_id: z.string().meta({ example: 'pol_…' }),
  })
  .meta({ id: 'NewIntegration' })

export const Integration = z
  .object({ id: z.string(), ...NewIntegration.shape, created_at: z.string() })
  .meta({ id: 'Integration' })

/** `key` is shown this once. `url` is where the monitoring system sends its alerts. */
export const CreatedIntegration = z
  .object({ ...Integration.shape, key: z.string(), url: z.string() })
  .meta({ id: 'CreatedIntegration' })

export const AlertTaken = z
  .object({
    incident_id: z.string().nullable(),
    incident_status: z.enum(['triggered', 'acknowledged', 'resolved', 'none']),
    escalation_id: z
      .string()
      .nullable()
      .meta({ description: 'The escalation that this alert started, if it started one.' }),
  })
  .meta({ id: 'AlertTaken' })
