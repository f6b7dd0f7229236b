import { Hono, type Context } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { callIdOfProvider, type AttemptId } from '../../domain/attempt.ts'
import type { CallReport } from '../../domain/decide.ts'
import type { Language } from '../../domain/plan.ts'
import type { Log } from '../../observe/log.ts'
import type { CallInbox, Received } from '../provider.ts'
import type { TwilioSettings } from './account.ts'
import { answeredByOf, callbackUrl, statusOf } from './calls.ts'
import { problem } from './problem.ts'
import { signed, type Callback } from './signed.ts'
import { goodbyeTwiml, replyTwiml, scriptTwiml } from './twiml.ts'

const MOST_BYTES = 64 * 1024

/** Said when a key could not be recorded, and the call cannot be looked up to know more. */
export type NotRecorded = Record<Language, string>

/** Where Twilio tells what happens to a call. It is answered after what it says is committed, never before. */
export function callbackRoutes(
  settings: TwilioSettings & { publicUrl: string },
  inbox: CallInbox,
  notRecorded: NotRecorded,
  log: Log,
): Hono {
  const on = signed(settings, log)
  const app = new Hono()
  app.use(bodyLimit({ maxSize: MOST_BYTES, onError: () => problem(413, 'the body is larger than 64 kB') }))

  const voice = on(async ({ attempt, fields }, c) => {
    const script = await inbox.script(attempt)
    if (!script) return problem(404, 'there is no such attempt')
    // Twilio asks for the words when somebody has picked up: often before the callback that says so.
    await inbox
      .report(attempt, { callId: callIdOfProvider(fields['CallSid'] ?? ''), status: 'in-progress' })
      .catch((error: unknown) =>
        log.error({ err: error, attempt }, 'could not record that a call was answered'),
      )
    return xml(c, scriptTwiml(script, gatherUrl(settings.publicUrl, attempt, script.language)))
  })

  const gather = on(async ({ attempt, fields }, c) => {
    const { CallSid = '', Digits = '', language, again } = { ...fields, ...c.req.query() }
    const notRecordedIn = () => xml(c, goodbyeTwiml(languageOf(language), notRecorded[languageOf(language)]))
    try {
      const reply = await inbox.keyPressed(attempt, callIdOfProvider(CallSid), Digits.slice(0, 1))
      if (reply === 'stale') return received(reply)
      if (!reply) return notRecordedIn()
      if (!('repeat' in reply)) return xml(c, goodbyeTwiml(reply.language, reply.say))
      // A second wrong key is somebody's pocket.
      if (reply.say !== null && again) return xml(c, goodbyeTwiml(reply.repeat.language, reply.say))
      const url = gatherUrl(settings.publicUrl, attempt, reply.repeat.language)
      return xml(c, replyTwiml(reply, reply.say === null ? url : `${url}&again=1`))
    } catch (error) {
      log.error({ err: error, attempt }, 'a key could not be recorded; the caller was told so')
      return notRecordedIn()
    }
  })

  app.on(['GET', 'POST'], '/voice', voice)
  app.on(['GET', 'POST'], '/gather', gather)
  app.post(
    '/status',
    on(async (callback) => {
      const { CallStatus = '' } = callback.fields
      const status = statusOf(CallStatus)
      if (!status) return problem(400, `CallStatus "${CallStatus}" is not known`)
      return received(await inbox.report(callback.attempt, reportOf(callback, status)))
    }),
  )
  app.post(
    '/amd',
    on(async (callback) => received(await inbox.report(callback.attempt, reportOf(callback, 'in-progress')))),
  )
  return app
}

function reportOf({ fields }: Callback, status: CallReport['status']): CallReport {
  return {
    callId: callIdOfProvider(fields['CallSid'] ?? ''),
    status,
    answeredBy: answeredByOf(fields['AnsweredBy']),
    durationSeconds: fields['CallDuration'] ? Number(fields['CallDuration']) : undefined,
  }
}

/** The language is in the URL, so that an error can be spoken in it when nothing else can be known. */
const gatherUrl = (publicUrl: string, attempt: AttemptId, language: Language) =>
  `${callbackUrl(publicUrl, 'gather', attempt)}&language=${language}`

const languageOf = (text: string | undefined): Language => (text === 'en' ? 'en' : 'ko')

function received(result: Received): Response {
  switch (result) {
    case 'taken':
      return new Response(null, { status: 204 })
    case 'unknown':
      return problem(404, 'there is no such attempt')
    case 'stale':
      return problem(409, 'this call ended long ago: the callback is a replay')
    default:
      return result satisfies never
  }
}

const xml = (c: Context, twiml: string) => c.body(twiml, 200, { 'Content-Type': 'text/xml; charset=utf-8' })
