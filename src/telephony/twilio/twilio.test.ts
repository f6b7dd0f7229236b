import { onTestFinished } from 'vitest'
import { startEmulator } from '../../../emulator/emulator.ts'
import { virtualClock } from '../../../emulator/virtual-clock.ts'
import { describeProvider } from '../provider.contract.ts'
import { quiet } from './canned-twilio.ts'
import { createTwilio } from './twilio.ts'

const nobody = {
  script: async () => null,
  report: async () => 'unknown' as const,
  keyPressed: async () => null,
}
const numbers = {
  answers: '+821000000001',
  silent: '+821000000002',
  busy: '+821000000003',
  refused: '+821000000099',
}

describeProvider('Twilio', async () => {
  const clock = virtualClock()
  const emulator = await startEmulator({
    accountSid: 'AC0123456789abcdef0123456789abcdef',
    authToken: 'contract-secret',
    clock,
  })
  onTestFinished(() => emulator.close())
  await fetch(`${emulator.url}/emulator/phones/${encodeURIComponent(numbers.refused)}`, {
    method: 'PUT',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ invalid: true }),
  })
  const { accountSid, authToken, url: baseUrl } = emulator
  const settings = { accountSid, authToken, baseUrl, from: '+15005550006', publicUrl: null }
  const settle = async () => {
    do await new Promise((resolve) => setImmediate(resolve))
    while (emulator.inFlight() > 0)
  }
  return {
    provider: createTwilio(
      settings,
      quiet(nobody, (ms, run) => clock.after(ms, run)),
    ).provider,
    numbers,
    pass: (seconds) => clock.walk(seconds * 1000, settle),
    secret: authToken,
  }
})
