import { pino, type LevelWithSilent, type Logger } from 'pino'

export type Log = Logger

/** JSON lines on standard error. Never log a phone number unmasked, a token, or a provider's raw error. */
export function createLog(level: LevelWithSilent): Log {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination(2))
}
