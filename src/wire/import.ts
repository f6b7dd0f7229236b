import { z } from 'zod'
import { Contact } from './contact.ts'

export const Charset = z.enum(['utf-8', 'cp949', 'utf-16le'])

/** What is wrong with a cell. `column` counts from 1. */
const CellProblem = z.object({ column: z.int(), problem: z.string(), problem_ko: z.string() })

const ImportRow = z.object({
  line: z.int().meta({ description: 'In the file, counting from 1.' }),
  cells: z.array(z.string()),
  problems: z.array(CellProblem),
})

export const Import = z
  .object({
    imported: z.boolean(),
    contacts: z.array(Contact).meta({ description: 'Those that were made.' }),
    charset: Charset,
    columns: z.array(
      z.object({ heading: z.string(), holds: z.enum(['name', 'phone', 'language', 'note']).nullable() }),
    ),
    rows: z
      .array(ImportRow)
      .meta({ description: 'With dry_run: every line, and what is wrong in which of its cells.' }),
  })
  .meta({ id: 'Import' })
export type Import = z.infer<typeof Import>
