import { realClock } from '../../emulator/clock.ts'
import { startApp } from '../../src/app.ts'
import { settingsOfProcess } from '../../src/main.ts'

/** The product as a process of its own, on a clock that runs as fast as that of the telephone network. */
const clock = realClock(Number(process.env['CHAOS_SPEED']), Number(process.env['CHAOS_SINCE']))
await startApp(settingsOfProcess(), { clock })
console.log('ready')
