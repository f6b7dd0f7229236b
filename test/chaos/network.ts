import { realClock } from '../../emulator/clock.ts'
import { startEmulator } from '../../emulator/emulator.ts'

/** The telephone network as a process of its own: it outlives every server, and keeps the ledger. */
const clock = realClock(Number(process.env['CHAOS_SPEED']), Number(process.env['CHAOS_SINCE']))
const emulator = await startEmulator({
  accountSid: process.env['TWILIO_ACCOUNT_SID'] ?? '',
  authToken: process.env['TWILIO_AUTH_TOKEN'] ?? '',
  clock,
})
console.log(`ready ${emulator.url}`)
