import { z } from 'zod'
import { problemOf, type Problem } from '../problem.ts'

/**
 * What the person (or thing) at a number does when it rings. One kind per shape, told apart by the
 * one field that only this kind has. All times are seconds; `answer_after`, `decline_after` and
 * `after` of a machine count from the first ring, `press[].after` and `hang_up_after` from when a person has picked up.
 */
export type Script = z.infer<(typeof shapes)[Kind]>
type Kind = keyof typeof shapes

const seconds = z.number().min(0).max(86_400)
const key = z.string().regex(/^[0-9*#]$/, 'must be one of 0-9 * #')
const press = z.array(z.strictObject({ key, after: seconds }))
const verdict = z.enum([
  'human',
  'machine_start',
  'machine_end_beep',
  'machine_end_silence',
  'machine_end_other',
  'fax',
  'unknown',
])
/** What machine detection concludes, and how long after the answer. */
const detection = { machine: verdict.optional(), machine_after: seconds.optional() }

const person = { press: press.optional(), hang_up_after: seconds.optional() }

/** An assistant answers at once and asks who is calling, as phones with iOS 26 do. */
const screening = z.strictObject({
  after: seconds.default(1),
  speaks: seconds.default(6),
  /** From the answer; without it nobody takes over, and the assistant hangs up after `max`. */
  picked_up_after: seconds.optional(),
  max: seconds.default(25),
  ...person,
})
/** "The phone is switched off": the carrier answers, speaks and hangs up; or does so without an answer. */
const announcement = z.strictObject({
  after: seconds.default(3),
  speaks: seconds.default(8),
  unanswered: z.enum(['no-answer', 'busy']).optional(),
})
export type Person = z.infer<z.ZodObject<typeof person>>
export type Screening = z.infer<typeof screening>
export type Announcement = z.infer<typeof announcement>

const shapes = {
  answer_after: z.strictObject({ answer_after: seconds, ...person, ...detection }),
  never: z.strictObject({ never: z.literal(true) }),
  busy: z.strictObject({ busy: z.literal(true) }),
  decline_after: z.strictObject({ decline_after: seconds }),
  invalid: z.strictObject({ invalid: z.literal(true) }),
  unreachable: z.strictObject({ unreachable: z.literal(true), sip: z.literal([404, 480]).optional() }),
  voicemail: z.strictObject({
    voicemail: z.strictObject({
      after: seconds.default(20),
      greeting: seconds.default(5),
      beep: z.boolean().default(true),
      max: seconds.default(30),
    }),
    ...detection,
  }),
  screening: z.strictObject({ screening, ...detection }),
  announcement: z.strictObject({ announcement, ...detection }),
  manual: z.strictObject({ manual: z.literal(true), ...detection }),
}

const kinds = [
  'answer_after',
  'never',
  'busy',
  'decline_after',
  'invalid',
  'unreachable',
  'voicemail',
  'screening',
  'announcement',
  'manual',
] satisfies Kind[]

export type Scripts = [Script, ...Script[]]

/** Whether a machine answers, though a person may take over. */
export function isMachine(script: Script): boolean {
  return 'voicemail' in script || 'screening' in script || 'announcement' in script
}

/** One script, or a list of which attempt n uses the nth and the last one repeats. */
export function readScripts(input: unknown): { scripts: Scripts } | Problem {
  const list: unknown[] = Array.isArray(input) ? input : [input]
  const scripts: Script[] = []
  for (const [index, item] of list.entries()) {
    const read = readScript(item, Array.isArray(input) ? `${index}` : '')
    if ('message' in read) return read
    scripts.push(read.script)
  }
  const [first, ...rest] = scripts
  if (!first) return { field: '', message: 'a list of scripts needs at least one' }
  return { scripts: [first, ...rest] }
}

function readScript(input: unknown, at: string): { script: Script } | Problem {
  if (typeof input !== 'object' || input === null)
    return { field: at, message: 'must be a script (an object)' }
  const kind = kindOf(input)
  if (!kind) return { field: at, message: `needs exactly one of ${kinds.join(', ')}` }
  const read = shapes[kind].safeParse(input)
  return read.success ? { script: read.data } : problemOf(read.error, at)
}

function kindOf(script: object): Kind | null {
  const found = kinds.filter((kind) => kind in script)
  return found.length === 1 ? (found[0] ?? null) : null
}
