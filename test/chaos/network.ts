import { realClock } from '../../emulator/clock.ts'
import { startEmulator } from '../../emulator/emulator.ts'

/** The telephone network as a process of its own: it outlives every server, and keeps the ledger. */
const since = Number(process.env['CHAOS_SINCE'])
const clock = realClock(Number(process.env['CHAOS_SPEED']), { real: since, simulated: since })
const emulator = await startEmulator({
  accountSid: process.env['TWILIO_ACCOUNT_SID'] ?? '',
  authToken: process.env['TWILIO_AUTH_TOKEN'] ?? '',
  clock,
})
console.log(`ready ${emulator.url}`)
