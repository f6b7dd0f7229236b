import type { ServerResponse } from 'node:http'

/**
 * What goes out to one watcher, who may be slow: of one who does not read, no more is kept than Node
 * keeps for a connection. It is written to Node's own response: through the web's streams that Hono takes,
 * a thousand watchers waited half as long again (docs/performance.md).
 */
export class Outlet {
  readonly #to: ServerResponse
  readonly #signal: AbortSignal
  #taken: () => void = () => {}

  /** Closes when `leaving` says so, and says so when the watcher goes away. */
  constructor(to: ServerResponse, leaving: AbortController) {
    this.#to = to
    this.#signal = leaving.signal
    to.on('drain', () => this.#taken())
    to.on('close', () => leaving.abort())
    to.on('error', () => leaving.abort()) // Written to while the watcher was going away.
    leaving.signal.addEventListener('abort', () => {
      to.end()
      this.#taken()
    })
  }

  /** For one who writes everything in order: resolves when there is room for the next piece, or nobody to read it. */
  async write(piece: string | Uint8Array): Promise<void> {
    if (this.#signal.aborted || this.#to.write(piece)) return
    await new Promise<void>((resolve) => (this.#taken = resolve))
  }

  /** For what may be left out: only a watcher who has read everything gets it. */
  offer(piece: string): void {
    if (!this.#signal.aborted && this.#to.writableLength === 0) this.#to.write(piece)
  }
}
