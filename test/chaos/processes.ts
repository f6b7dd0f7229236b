import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'

/** What is compiled once need not be compiled at each start; cli/nightbell.ts does the same. */
const NODE_COMPILE_CACHE = path.join(import.meta.dirname, '../../node_modules/.cache/nightbell')

/** One of the files beside this one as a process of its own; resolves when it says that it is ready. */
export async function start(name: 'server' | 'network', env: Record<string, string>) {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, `${name}.ts`)], {
    env: { PATH: process.env['PATH'] ?? '', NODE_COMPILE_CACHE, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let text = ''
  const exited = once(child, 'exit')
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (part) => (text += part))
  while (!text.includes('ready')) {
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Error(`the ${name} ended with ${child.exitCode ?? child.signalCode}:\n${text}`)
    await Promise.race([once(child.stdout, 'data'), exited])
  }
  return {
    printed: () => text,
    signal: (signal: NodeJS.Signals) => child.kill(signal),
    /** kill -9, and wait until it is dead. */
    async kill(): Promise<void> {
      child.kill('SIGKILL')
      await exited
    },
  }
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
