import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { onTestFinished } from 'vitest'

export type Running = {
  process: ChildProcess
  /** Everything it has printed so far. */
  printed(): string
  /** Resolves when it has printed this. */
  prints(text: string): Promise<void>
  /** kill -9, and wait until it is dead. */
  kill(): Promise<void>
  /** Its exit code, once it has ended by itself. */
  ended(): Promise<number | null>
}

/** `nightbell <args>` as a process of its own; `within` is a command that becomes it, such as `nice`. */
export function nightbell(args: string[], env: Record<string, string>, within: string[] = []): Running {
  const [command = '', ...rest] = [...within, process.execPath, 'cli/nightbell.ts', ...args]
  const child = spawn(command, rest, {
    env: { PATH: process.env['PATH'] ?? '', LOG_LEVEL: 'warn', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let text = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (part) => (text += part))
  const exited = once(child, 'exit')
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await exited
  })
  return {
    process: child,
    printed: () => text,
    async prints(awaited) {
      while (!text.includes(awaited)) {
        if (child.exitCode !== null || child.signalCode !== null)
          throw new Error(`it ended with ${child.exitCode ?? child.signalCode}:\n${text}`)
        await Promise.race([once(child.stdout, 'data'), once(child.stderr, 'data'), exited])
      }
    },
    async kill() {
      child.kill('SIGKILL')
      await exited
    },
    async ended() {
      const [code] = await exited
      return code
    },
  }
}
