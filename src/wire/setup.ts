import { z } from 'zod'

/** The same, for a Korean and for an English reader. */
const Said = z.object({ ko: z.string(), en: z.string() })

/** One thing that was looked at: how it stands, and how to mend it. */
export const Finding = z
  .object({
    check: z.string().meta({ example: 'caller-number', description: 'Its name for programs.' }),
    title: Said,
    status: z.enum(['ok', 'warning', 'problem']),
    detail: Said,
    mend: Said.nullable(),
  })
  .meta({ id: 'Finding' })
export type Finding = z.infer<typeof Finding>

export const Findings = z.object({ findings: z.array(Finding) }).meta({ id: 'Findings' })

export const Setup = z
  .object({
    telephony: z.enum(['simulated', 'twilio']),
    settings: z.array(z.object({ name: z.string(), value: z.string().nullable() })).meta({
      description: 'The settings that decide who rings, as far as they may be shown. Null: not set.',
    }),
    addresses: z
      .array(z.string())
      .meta({ description: 'Where a device on the same network reaches this server; empty when it cannot.' }),
  })
  .meta({ id: 'Setup' })
export type Setup = z.infer<typeof Setup>
