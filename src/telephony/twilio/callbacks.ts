import { Hono, type Context } from 'hono'
import type { AttemptId } from '../../domain/attempt.ts'
import type { CallReport } from '../../domain/call-news.ts'
import type { Language } from '../../domain/plan.ts'
import type { Received } from '../provider.ts'
import type { TwilioSettings } from './account.ts'
import { answeredByOf, callbackUrl, statusOf } from './calls.ts'
import { problem } from './problem.ts'
import { rawOf } from './raw.ts'
import { signed, type Callback } from './signed.ts'
import type { Surroundings } from './twilio.ts'
import { twiml } from './twiml.ts'

/** Said when a key could not be recorded, and the call cannot be looked up to know more. */
export type NotRecorded = Record<Language, string>

/** Where Twilio tells what happens to a call. It is answered after what it says is committed, never before. */
export function callbackRoutes(
  settings: TwilioSettings & { publicUrl: string },
  { inbox, notRecorded, log, refused }: Surroundings,
): Hono {
  const on = signed(settings, log, refused)
  /** The language is in the URL, so that an error can be spoken in it when nothing else can be known. */
  const keysTo = (attempt: AttemptId, language: Language, more: { again?: '1' } = {}) =>
    callbackUrl(settings.publicUrl, 'gather', { attempt, language, ...more })
  const app = new Hono()

  /** Twilio asks what to do next when somebody has picked up: often before the callback that says so. */
  const pickedUp = (kind: string, callback: Callback) =>
    inbox.report(callback.attempt, { callId: callback.callId, status: 'in-progress' }, rawOf(kind, callback))
  /** What is spoken does not depend on it. */
  const notePickedUp = (kind: string, callback: Callback) =>
    pickedUp(kind, callback).catch((error: unknown) =>
      log.error({ err: error, attempt: callback.attempt }, 'could not record that a call was answered'),
    )

  const voice = on(async (callback, c) => {
    const { attempt } = callback
    const script = await inbox.script(attempt)
    if (!script) return received(await pickedUp('voice', callback), refused)
    await notePickedUp('voice', callback)
    return xml(c, twiml.script(script, keysTo(attempt, script.language)))
  })

  const gather = on(async (callback, c) => {
    const { attempt, callId, fields } = callback
    const { language, again } = c.req.query()
    const key = fields['Digits']?.slice(0, 1)
    // Not asked for, but `#` alone ends the listening without a key: as if none had come.
    if (!key) {
      await notePickedUp('gather', callback)
      return xml(c, twiml.hangUp())
    }
    const notRecordedIn = () => xml(c, twiml.goodbye(languageOf(language), notRecorded[languageOf(language)]))
    try {
      const reply = await inbox.keyPressed(attempt, callId, key, rawOf('gather', callback))
      if (reply === 'stale') return received(reply, refused)
      if (!reply) return notRecordedIn()
      if (!('repeat' in reply)) return xml(c, twiml.goodbye(reply.language, reply.say))
      const { repeat, say } = reply
      // A second wrong key is somebody's pocket.
      if (say !== null && again) return xml(c, twiml.goodbye(repeat.language, say))
      return xml(c, twiml.again(reply, keysTo(attempt, repeat.language, say === null ? {} : { again: '1' })))
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
      const report = reportOf(callback, status)
      return received(await inbox.report(callback.attempt, report, rawOf('status', callback)), refused)
    }),
  )
  app.post(
    '/amd',
    on(async (callback) => {
      const report = reportOf(callback, 'in-progress')
      return received(await inbox.report(callback.attempt, report, rawOf('amd', callback)), refused)
    }),
  )
  return app
}

function reportOf({ callId, fields }: Callback, status: CallReport['status']): CallReport {
  return {
    callId,
    status,
    answeredBy: answeredByOf(fields['AnsweredBy']),
    durationSeconds: fields['CallDuration'] ? Number(fields['CallDuration']) : undefined,
  }
}

const languageOf = (text: string | undefined): Language => (text === 'en' ? 'en' : 'ko')

function received(result: Received, refused: Surroundings['refused']): Response {
  if (result !== 'taken') refused(result)
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

const xml = (c: Context, text: string) => c.body(text, 200, { 'Content-Type': 'text/xml; charset=utf-8' })
