import { pino, type Logger } from 'pino'

export type Log = Logger

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const

/** JSON lines on standard error. Never log a phone number unmasked, a token, or a provider's raw error. */
export function createLog(level: (typeof LOG_LEVELS)[number]): Log {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination(2))
}
