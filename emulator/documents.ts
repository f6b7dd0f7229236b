import type { Callback } from './call.ts'
import { hasEnded } from './call.ts'
import { deliver, newDelivery, type DeliveryKind } from './callbacks/deliver.ts'
import { callFields } from './callbacks/fields.ts'
import type { HttpAnswer } from './callbacks/http-request.ts'
import { iso } from './dates.ts'
import { end, experience, notify, stopSpeaking, type Line } from './line.ts'
import { execute, type Phone, type Sound } from './twiml/execute.ts'
import { parseTwiml } from './twiml/parse.ts'
import type { TwimlError } from './twiml/verbs.ts'

type Instructions = Line['call']['request']['instructions']

/** Follows a call's instructions, from the start or in place of those it was following. */
export function follow(line: Line, instructions: Instructions): void {
  if ('twiml' in instructions) return run(line, instructions.twiml, '')
  fetchDocument(line, { kind: 'voice', ...instructions, fields: {} })
}

type Fetch = Callback & { kind: DeliveryKind; fields: Record<string, string>; fallback?: Callback | null }

function fetchDocument(line: Line, { kind, url, method, fields, fallback }: Fetch): void {
  const { call, exchange } = line
  const generation = interrupt(line)
  const absolute = URL.parse(url || line.base, line.base || undefined)
  if (!absolute) return fail(line, { code: 11100, message: `Invalid URL format: ${url || '(no document)'}` })
  const params = { ...callFields(call, 'in-progress'), ...fields }
  const delivery = newDelivery({ kind, url: absolute.href, method, params })
  call.requests.push(delivery)
  const done = exchange.work.begin()
  void receive().finally(done)

  async function receive(): Promise<void> {
    const { clock, account } = exchange
    const answer = await deliver(delivery, { clock, authToken: account.authToken })
    if (generation !== line.generation || hasEnded(call)) return
    const problem = problemWith(answer, delivery.url)
    if (!problem) return 'body' in answer ? run(line, asTwiml(answer), delivery.url) : undefined
    if (!fallback) return fail(line, problem)
    notify(line, problem.code, problem.message)
    const told = { ErrorCode: String(problem.code), ErrorUrl: delivery.url }
    fetchDocument(line, { kind: 'fallback', ...fallback, fields: told })
  }
}

/** Whatever was being spoken or fetched is over. */
function interrupt(line: Line): number {
  line.document.cancelAll()
  line.listening = null
  stopSpeaking(line, false)
  line.generation += 1
  return line.generation
}

function problemWith(answer: HttpAnswer, url: string): TwimlError | null {
  if ('failed' in answer) return { code: 11200, message: `Got HTTP failure (${answer.message}) from ${url}` }
  if (answer.status < 200 || answer.status > 299) {
    return { code: 11200, message: `Got HTTP ${answer.status} response to ${url}` }
  }
  if (/^(text\/(xml|html|plain)|application\/(\w+\+)?xml)/.test(answer.contentType)) return null
  return { code: 12300, message: `Invalid Content-Type: ${answer.contentType || '(none)'}` }
}

/** Twilio reads plain text out as it is. */
function asTwiml({ contentType, body }: { contentType: string; body: string }): string {
  if (!contentType.startsWith('text/plain')) return body
  const escaped = body.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  return `<Response><Say>${escaped}</Say></Response>`
}

function run(line: Line, twiml: string, base: string): void {
  interrupt(line)
  line.base = base
  const document = parseTwiml(twiml)
  if ('code' in document) return fail(line, document)
  execute(document.verbs, phoneOn(line))
}

const apology = "We're sorry, an application error has occurred. Goodbye."

/** The caller hears an apology, and the call ends `completed` like any other. */
function fail(line: Line, { code, message }: TwimlError): void {
  notify(line, code, message)
  const say = {
    verb: 'Say',
    text: apology,
    voice: 'man',
    language: 'en-US',
    loop: 1,
    rate: 1,
    breaks: 0,
  } as const
  execute([say], phoneOn(line))
}

function phoneOn(line: Line): Phone {
  return {
    pace: line.exchange.settings.pace,
    playSeconds: line.exchange.settings.play,
    after: (seconds, action) => line.document.after(seconds, action),
    hear: (sound) => hear(line, sound),
    listen(onKey) {
      line.listening = onKey
    },
    goTo: (kind, url, method, fields) => fetchDocument(line, { kind, url, method, fields }),
    hangUp: () => end(line, 'completed'),
  }
}

function hear(line: Line, { seconds, ...sound }: Sound): (complete: boolean) => void {
  const ms = Math.round(seconds * 1000)
  const heard = { at: iso(line.exchange.clock.now()), ...sound, ms, ended_at: null, complete: false }
  line.speaking = heard
  line.call.heard.push(heard)
  experience(line, { type: 'hears', ...sound, ms })
  return (complete) => stopSpeaking(line, complete)
}
