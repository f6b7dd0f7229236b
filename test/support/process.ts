import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { onTestFinished } from 'vitest'

/** A folder that is gone after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'nightbell-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** A port that was free a moment ago; needed where a restarted server must keep its address. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (typeof address !== 'object' || !address) throw new Error('no port')
  return address.port
}

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
        if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode}:\n${text}`)
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
