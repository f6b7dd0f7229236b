import { z } from 'zod'
import { Contact } from './contact.ts'

/** A line of the file as it was understood, and what is wrong with it. */
const ImportRow = z.object({
  line: z.int(),
  name: z.string(),
  numbers: z.array(z.object({ phone: z.string(), label: z.string() })),
  language: z.enum(['ko', 'en']).nullable(),
  note: z.string(),
  problems: z.array(z.string()),
  problems_ko: z.array(z.string()),
})

export const Import = z
  .object({
    imported: z.boolean(),
    contacts: z.array(Contact).meta({ description: 'Those that were made.' }),
    rows: z.array(ImportRow).meta({ description: 'With dry_run: every line and what is wrong with it.' }),
  })
  .meta({ id: 'Import' })
