import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'

export type Running = {
  process: ChildProcess
  /** From the request for a process until it said what was awaited, ms. */
  readyMs: number
  printed(): string
  /** Memory in use, MB (10^6 bytes), as Linux counts it: https://man7.org/linux/man-pages/man5/proc_pid_status.5.html */
  rss(): number
  /** kill -9, and wait until it is dead. */
  kill(): Promise<void>
}

const alive = new Set<ChildProcess>()
process.on('exit', () => {
  for (const child of alive) child.kill('SIGKILL')
})
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))

/** `node <args>` as a process of its own; resolves when it prints `awaited`. */
export async function start(
  args: readonly string[],
  env: Record<string, string>,
  awaited: string,
): Promise<Running> {
  const began = performance.now()
  const child = spawn(process.execPath, args, {
    env: { PATH: process.env['PATH'] ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  alive.add(child)
  let text = ''
  const exited = once(child, 'exit').finally(() => alive.delete(child))
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (part: string) => (text += part))
  while (!text.includes(awaited)) {
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Error(`${args.join(' ')} ended with ${child.exitCode ?? child.signalCode}:\n${text}`)
    await Promise.race([child.stdout && once(child.stdout, 'data'), exited])
  }
  return {
    process: child,
    readyMs: performance.now() - began,
    printed: () => text,
    rss: () => rssOf(child.pid ?? 0),
    async kill() {
      child.kill('SIGKILL')
      await exited
    },
  }
}

function rssOf(pid: number): number {
  const kB = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  return (Number(kB) * 1024) / 1e6
}
