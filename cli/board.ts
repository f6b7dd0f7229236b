import { createLogUpdate } from 'log-update'
import type { LogLine } from '../src/wire/log-lines.ts'

/** Where the live log is shown. */
export type Board = { write(line: LogLine): void; close(): void }

/** On a terminal a line takes the place of the earlier one with its key; elsewhere every line is printed once. */
export function openBoard(out: NodeJS.WriteStream): Board {
  if (!out.isTTY) return { write: ({ text }) => void out.write(`${text}\n`), close() {} }
  const update = createLogUpdate(out)
  const lines = new Map<string, string>()
  return {
    write({ key, text }) {
      lines.set(key, text)
      update([...lines.values()].join('\n'))
    },
    close: () => update.done(),
  }
}
