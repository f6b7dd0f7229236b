import type { AttemptId } from '../domain/attempt.ts'
import type { Command } from '../domain/decide.ts'
import { DatabaseError, type Database } from '../store/database.ts'
import type { Activity } from './activity.ts'
import { Batch, type Committed, type Scribe, type Told, type Unit } from './batch.ts'
import type { Clock } from './clock.ts'
import { Needed, type Needs } from './needs.ts'
import type { Node } from './node.ts'

type Entry = {
  needs: Needs
  /** Returns what to do once it is committed. */
  work: (unit: Unit) => Promise<() => void>
  reject: (error: unknown) => void
}

/** The most that is written in one transaction. Beyond it the latency of the first outweighs the throughput of the rest. */
const GROUP = 500

/**
 * An in-process database holds up everything while it syncs: a third of what a busy server did, when a group was
 * closed after one turn of the event loop. Gathered, twice as many escalations are completed (docs/performance.md).
 */
const GATHER_MS = 3

/** How often a group is written again when another node was quicker. */
const AGAIN = 3

export type EngineOptions = Scribe & {
  db: Database
  clock: Clock
  activity: Activity
  node: Node
  /** Calls that were let through will not be asked for: what would have begun them was not written. */
  onFailure: (error: unknown, admitted: ReadonlySet<AttemptId>) => void
  onCommit: (committed: Committed) => void
}

/**
 * Load → decide → append, in one transaction. Commands that arrive together are written together:
 * a slow disk costs its latency once and not per escalation. State is always read inside the
 * transaction, never from a cache, so two nodes or two callbacks cannot both be right.
 */
export class Engine {
  readonly #options: EngineOptions
  #queue: Entry[] = []
  /** A group is being gathered; those that are being written are counted. */
  #gathering = false
  #writing = 0

  constructor(options: EngineOptions) {
    this.#options = options
  }

  /** Tells one escalation something. Resolves after the commit; rejects when nothing was written. */
  tell(escalationId: string, command: Command): Promise<Told> {
    return this.#enqueue({ escalations: [escalationId] }, (unit) => unit.tell(escalationId, command))
  }

  /**
   * Any other work that must be in one transaction with what it tells escalations; `needs` is what
   * it is sure to ask for. It may run more than once, and only the last time counts.
   */
  transact<T>(work: (unit: Unit) => Promise<T>, needs: Needs = {}): Promise<T> {
    return this.#enqueue(needs, work)
  }

  #enqueue<T>(needs: Needs, work: (unit: Unit) => Promise<T>): Promise<T> {
    return this.#options.activity.during(
      () =>
        new Promise<T>((resolve, reject) => {
          const settle = async (unit: Unit) => {
            const value = await work(unit)
            return () => resolve(value)
          }
          this.#queue.push({ needs, work: settle, reject })
          this.#begin()
        }),
    )
  }

  /** While the database works at one group, the next is made ready, if it can write several at a time. */
  #begin(): void {
    if (this.#queue.length > 0 && !this.#gathering && this.#writing < this.#options.db.writers)
      void this.#flush()
  }

  async #flush(): Promise<void> {
    this.#gathering = true
    await this.#gather()
    const group = this.#queue.splice(0, GROUP)
    this.#gathering = false
    this.#writing++
    this.#begin() // More than one group may wait.
    await this.#write(group)
    await turn()
    this.#writing--
    this.#begin()
  }

  /** Waits as long as each turn of the event loop brings more, but no longer than a commit takes. */
  async #gather(): Promise<void> {
    const enough = performance.now() + GATHER_MS
    for (let had = 0; this.#queue.length > had && performance.now() < enough;) {
      had = this.#queue.length
      await turn()
    }
  }

  async #write(group: readonly Entry[], again = AGAIN, needed = neededBy(group)): Promise<void> {
    const written = await this.#commit(group, needed).catch(async (error: unknown) => {
      const retry = error instanceof DatabaseError ? error.retry : 'apart'
      if (error instanceof DatabaseError && error.maybeWritten) this.#options.node.doubt()
      if (retry === 'again' && again > 0) await this.#write(group, again - 1, needed)
      // What may have been written must not be written twice, and a database that is away keeps all waiting.
      else if (retry === 'later' || group.length === 1) for (const entry of group) entry.reject(error)
      // One entry that cannot be written must not take the others with it.
      else for (const entry of group) await this.#write([entry])
      return null
    })
    if (!written) return
    this.#options.onCommit(written.committed)
    for (const settle of written.settled) settle()
  }

  /** Adds to `needed` whatever turns out to be needed: who was in somebody's way then takes all in order at once. */
  async #commit(
    group: readonly Entry[],
    needed: Needed,
  ): Promise<{ settled: (() => void)[]; committed: Committed }> {
    const { db, clock, onFailure } = this.#options
    let begun: Batch | undefined
    try {
      return await db.write(async (tx) => {
        const batch = new Batch(tx, clock.now(), this.#options, needed)
        begun = batch
        await batch.load(needed)
        const settled: (() => void)[] = []
        for (const entry of group) settled.push(await entry.work(batch))
        return { settled, committed: await batch.save() }
      })
    } catch (error) {
      onFailure(error, begun?.admitted ?? new Set())
      throw error
    }
  }
}

const turn = () => new Promise((resolve) => setImmediate(resolve))

function neededBy(group: readonly Entry[]): Needed {
  const needed = new Needed()
  for (const { needs } of group) needed.add(needs)
  return needed
}
