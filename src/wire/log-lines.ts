import { formatPhone } from '../domain/phone-number.ts'
import { positionOf } from '../domain/plan.ts'
import type { EscalationEvent } from './event.ts'
import { logWords } from './log-words.ts'

/** A line of the live log. A later line with the same key takes its place. */
export type LogLine = { key: string; text: string }

const ENDS = new Set<EscalationEvent['type']>([
  'escalation_complete',
  'escalation_cancelled',
  'escalation_resolved',
])

/**
 * Turns events into the log that people watch, one line per attempt, in the form of the original
 * specification: `📞 정담당자 홍길동 (010-…): 발신중...` becomes `✅ 홍길동: 전화 연결 성공! (통화시간: 12초)`.
 */
export class LogLines {
  readonly #words: (typeof logWords)['ko']
  /** Attempts that acknowledged: the end of their call adds how long it took, and changes nothing else. */
  readonly #acknowledged = new Set<number>()
  /** Attempts whose line says that they go on. */
  readonly #open = new Set<number>()
  #over = false

  constructor(language: keyof typeof logWords) {
    this.#words = logWords[language]
  }

  /** The line that the event writes or rewrites; null when it shows nothing new. */
  lineOf(event: EscalationEvent): LogLine | null {
    this.#over ||= ENDS.has(event.type)
    const about = this.#aboutCall(event)
    if (about !== undefined) return about === null ? null : { key: `attempt-${event.attempt}`, text: about }
    const text = this.#aboutAll(event)
    return text === null ? null : { key: `event-${event.id}`, text }
  }

  /** Undefined for events that are about no call's own line. */
  #aboutCall(event: EscalationEvent): string | null | undefined {
    const say = this.#words
    const { name = '', attempt = 0 } = event
    switch (event.type) {
      case 'call_start':
        this.#open.add(attempt)
        return `📞 ${say.role(positionOf(event.role ?? ''), event.round ?? 1)} ${name} (${formatPhone(event.phone ?? '')}): ${say.calling}`
      case 'call_answered':
        return `📱 ${name}: ${say.answered}`
      case 'call_acknowledged':
        this.#acknowledged.add(attempt)
        this.#open.delete(attempt)
        return `✅ ${name}: ${say.reached}`
      case 'call_ended':
        return this.#acknowledged.has(attempt)
          ? `✅ ${name}: ${say.reached}${typeof event.duration === 'number' ? ` ${say.duration(event.duration)}` : ''}`
          : this.#calledOff(event)
      case 'call_error':
        return this.#calledOff(event) ?? undefined
      case 'call_failed':
        this.#open.delete(attempt)
        return `❌ ${name}: ${say.notReached} (${event.reason})`
      default:
        return undefined
    }
  }

  /** Whoever was being called when it ended otherwise: nothing else will tell that this is over. */
  #calledOff({ name = '', attempt = 0 }: EscalationEvent): string | null {
    return this.#over && this.#open.delete(attempt) ? `⛔ ${name}: ${this.#words.calledOff}` : null
  }

  #aboutAll(event: EscalationEvent): string | null {
    const say = this.#words
    const { name = '', total_attempts: total = 0 } = event
    switch (event.type) {
      case 'call_error':
      case 'call_deferred':
      case 'sms_failed':
        return `❗ ${name}: ${event.hint?.[say.language] ?? event.message}`
      case 'callbacks_unavailable':
        return `📡 ${say.withoutCallbacks(event.reason ?? '')}`
      case 'call_passed_on':
        return `⏭️ ${say.passedOn(event.by ?? name)}`
      case 'sms_sent':
        return `✉️ ${name}: ${say.detailsSent}`
      case 'escalation_complete':
        return `🎉 ${say.complete(total)}${event.via === 'call' ? '' : ` · ${event.acknowledged_by}`}`
      case 'escalation_failed':
        return `⚠️ ${say.failed(total)}`
      case 'escalation_cancelled':
        return `⛔ ${say.cancelled(event.by ?? '')}${event.reason ? ` (${event.reason})` : ''}`
      case 'escalation_resolved':
        return `☑️ ${say.resolved}`
      default:
        return null
    }
  }
}
