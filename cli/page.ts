import { EventSourceParserStream } from 'eventsource-parser/stream'
import { parseArgs } from 'node:util'
import { Escalation } from '../src/wire/escalation.ts'
import type { EscalationEvent } from '../src/wire/event.ts'
import { DEFAULTS } from '../src/wire/display.ts'
import { LogLines } from '../src/wire/log-lines.ts'
import { openBoard, type Board } from './board.ts'
import { Refused, request, serverOf, type Server } from './server.ts'

/** What a page and a drill have in common. */
export const OPTIONS = `  --to <name>=<phone>       whom to ring, in this order; for example --to 홍길동=010-0000-0002
  --group <id>              instead of --to
  --policy <id>             instead of --to
  --rounds <n>              how often to go round (${DEFAULTS.rounds})
  --ring-timeout <seconds>  how long each phone rings (${DEFAULTS.ringTimeoutSeconds})
  --acknowledge-by <what>   answer, human or keypress (${DEFAULTS.acknowledgeBy})
  --language <ko|en>        of the call and of the log (${DEFAULTS.language})
  --url <url> --token <t>   another server than the one here

Ctrl-C ends the watching alone: the phones ring on until somebody acknowledges or calls it off.`

const USAGE = `usage: nightbell page <message> --to <name>=<phone> [--to <name>=<phone> …]

  --drill                   mark it as practice
${OPTIONS}

exit code: 0 acknowledged, 2 nobody acknowledged, 1 anything else`

/** Of a page and of a drill. */
export const options = {
  to: { type: 'string', multiple: true },
  group: { type: 'string' },
  policy: { type: 'string' },
  rounds: { type: 'string' },
  'ring-timeout': { type: 'string' },
  'acknowledge-by': { type: 'string' },
  language: { type: 'string' },
  url: { type: 'string' },
  token: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const

export async function page(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    options: { ...options, drill: { type: 'boolean' } },
    allowPositionals: true,
  })
  if (values.help) {
    console.log(USAGE)
    return 0
  }
  const [message] = positionals
  if (message === undefined || positionals.length > 1) throw new Error(`say one message\n\n${USAGE}`)
  return ring(message, values, values.drill ?? false)
}

/** Starts an escalation and shows what happens. Exit 0 when it is acknowledged, 2 when nobody does. */
export async function ring(message: string, values: Values, drill: boolean): Promise<number> {
  const server = serverOf(values)
  const response = await request(server, '/api/v1/escalations', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ ...bodyOf(message, values), drill }),
  })
  const escalation = Escalation.parse(await response.json())
  const board = openBoard(process.stdout)
  process.once('SIGINT', () => {
    board.close()
    console.error(ringsOn(server, escalation))
    process.exit(1)
  })
  return watch(server, escalation, board)
}

/** Who ends the command ends the watching: an incident is not over because a terminal was closed. */
const ringsOn = ({ url }: Server, { id }: Escalation) =>
  `The phones ring on. To call it off: ${url}/escalations/${id}, or POST ${url}/api/v1/escalations/${id}/cancel`

export type Values = ReturnType<typeof parseArgs<{ options: typeof options }>>['values']

function bodyOf(message: string, values: Values) {
  return {
    message,
    ...(values.to && { contacts: values.to.map(contactOf) }),
    ...(values.group !== undefined && { group_id: values.group }),
    ...(values.policy !== undefined && { policy_id: values.policy }),
    ...(values.rounds !== undefined && { rounds: numberIn('rounds', values.rounds, DEFAULTS.rounds) }),
    ...(values['ring-timeout'] !== undefined && {
      ring_timeout_seconds: numberIn('ring-timeout', values['ring-timeout'], DEFAULTS.ringTimeoutSeconds),
    }),
    ...(values['acknowledge-by'] !== undefined && { acknowledge_by: values['acknowledge-by'] }),
    ...(values.language !== undefined && { language: values.language }),
  }
}

/** Which numbers are allowed is for the server to say. */
function numberIn(option: string, text: string, example: number): number {
  const value = Number(text)
  if (text.trim() !== '' && !Number.isNaN(value)) return value
  throw new Error(`--${option} ${text}: must be a number, for example --${option} ${example}`)
}

function contactOf(text: string) {
  const [, name, phone] = /^(.+)=(.+)$/.exec(text) ?? []
  if (name === undefined || phone === undefined)
    throw new Error(`--to ${text}: write <name>=<phone>, for example --to 홍길동=010-0000-0002`)
  return { name, phone }
}

const EXIT: Partial<Record<EscalationEvent['type'], number>> = {
  escalation_complete: 0,
  escalation_failed: 2,
  escalation_cancelled: 1,
  escalation_resolved: 1,
}
const AGAIN_MS = 1_000
const GIVE_UP_AFTER = 60

/** Shows what happens until no phone rings any more; goes on where it was when the connection breaks. */
async function watch(server: Server, { id, language }: Escalation, board: Board): Promise<number> {
  const log = new LogLines(language)
  let last = 0
  let exit = 1
  let missed = 0
  for (;;) {
    try {
      const response = await request(server, `/api/v1/escalations/${id}/events`, {
        headers: { Accept: 'text/event-stream', 'Last-Event-ID': String(last) },
      })
      if (response.status === 204) break
      if (missed > 0) board.write({ key: 'connection', text: `🔌 ${server.url}: connected` })
      missed = 0
      for await (const event of eventsOf(response)) {
        last = event.id
        exit = EXIT[event.type] ?? exit
        const line = log.lineOf(event)
        if (line) board.write(line)
      }
    } catch (error) {
      if (error instanceof Refused) throw error
      // The escalation goes on without a watcher: come back and catch up.
      if (missed++ === 0)
        board.write({ key: 'connection', text: `🔌 ${server.url}: connection lost, reconnecting` })
      if (missed > GIVE_UP_AFTER)
        throw new Error(`${server.url} does not answer; the escalation ${id} goes on without a watcher`, {
          cause: error,
        })
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS))
    }
  }
  board.close()
  return exit
}

async function* eventsOf(response: Response): AsyncGenerator<EscalationEvent> {
  if (!response.body) return
  const frames = response.body.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream())
  for await (const frame of frames) yield JSON.parse(frame.data)
}
