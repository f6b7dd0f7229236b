import { realClock } from '../../emulator/clock.ts'
import { startApp } from '../../src/app.ts'
import { settingsOfProcess } from '../../src/environment.ts'

/** The product as a process of its own, on a clock that runs as fast as that of the telephone network. */
const since = Number(process.env['CHAOS_SINCE'])
const clock = realClock(Number(process.env['CHAOS_SPEED']), { real: since, simulated: since })
await startApp(settingsOfProcess(), { clock })
console.log('ready')
