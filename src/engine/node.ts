import { randomUUID } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { Log } from '../observe/log.ts'
import type { Database } from '../store/database.ts'
import { releaseOrphans } from '../store/effects.ts'
import { releaseDue } from '../store/escalations.ts'
import type { LastNode } from '../store/last-node.ts'
import {
  beat,
  deleteAllNodes,
  deleteNode,
  deleteSilentNode,
  insertNode,
  listNodes,
  type NodeRecord,
} from '../store/nodes.ts'
import type { Tables } from '../store/schema.ts'

/** This process, as one of those that may work on the database. */
export type Node = {
  /** Under this name it holds effects. It gets a new one when it was taken for dead. */
  readonly id: string
  /** Whether what `holder` has in hand is surely this node's to do, at this very moment. */
  holds(holder: string): boolean
  /** What this node wrote last is not known. */
  doubt(): void
}

/** The only one: the lock on the data folder says that all others are dead. */
export async function onlyNode(db: Database): Promise<Node> {
  const id = randomUUID()
  await db.write(async (tx) => {
    await deleteAllNodes(tx)
    await insertNode(tx, id)
    await releaseOrphans(tx)
    await releaseDue(tx)
  })
  return {
    id,
    holds: (holder) => holder === id,
    doubt() {
      throw new Error('an embedded database knows what it has written')
    },
  }
}

/** How old a node's last sign of life may be for it to dial. */
const LEASE_MS = 2_000
/**
 * Seen to stand still for so long: with one look a second, three signs that did not come. With 3,000 a look that is
 * a millisecond early would cost another second.
 */
const DEAD_MS = 2_500
/** Who has not looked for so long has missed signs of life, and begins to watch anew. */
const GAP_MS = 2_500

/**
 * One of several nodes. Each gives a sign of life every second, by counting up; who misses three
 * is dead to those who watch. No clock is compared with another: a node
 * measures how long ago it began its own last sign, and how long it has itself seen another's count
 * stand still. The sign was begun before it could be seen, so the first measure is the longer one,
 * and a node stops dialling before anybody takes over what it has in hand.
 */
export class SharedNode implements Node {
  readonly #db: Kysely<Tables>
  readonly #log: Log
  readonly #last: LastNode | null
  #id = ''
  #signed = { elapsed: -Infinity, wall: -Infinity }
  #doubtful = false
  #looked = -Infinity
  readonly #counts = new Map<string, { beats: number; since: number }>()

  /** `db` is a connection that no other work can hold up. */
  constructor(db: Kysely<Tables>, log: Log, last: LastNode | null = null) {
    this.#db = db
    this.#log = log
    this.#last = last
  }

  get id(): string {
    return this.#id
  }

  /** Time is measured twice: when a machine is suspended its steady clock may stand still, when somebody sets it the other one jumps. */
  holds(holder: string): boolean {
    const age = Math.max(performance.now() - this.#signed.elapsed, Date.now() - this.#signed.wall)
    return holder === this.#id && age < LEASE_MS && !this.#doubtful
  }

  /** It takes itself for dead: what it may have written without knowing is then found by whoever lives. */
  doubt(): void {
    this.#doubtful = true
  }

  /** Gives a sign of life. */
  async sign(): Promise<void> {
    if (this.#doubtful) await this.leave()
    const signed = { elapsed: performance.now(), wall: Date.now() }
    if (this.#id === '' || !(await beat(this.#db, this.#id))) {
      if (this.#id !== '') this.#log.warn({ node: this.#id }, 'was taken for dead; going on as a new node')
      const id = randomUUID()
      await insertNode(this.#db, id)
      this.#last?.write(id)
      this.#id = id
    }
    this.#signed = signed
    this.#doubtful = false
  }

  /** Lets go of what is in nobody's hand any more: of whoever lived in this data folder and died, and of older dead. */
  async buryTheLast(): Promise<void> {
    const last = this.#last?.read() ?? null
    if (last !== null) await deleteNode(this.#db, last)
    await releaseOrphans(this.#db)
  }

  /** Declares dead who has fallen silent, and lets go of what the dead have in hand. */
  async buryTheSilent(): Promise<void> {
    const looking = performance.now()
    if (looking - this.#looked > GAP_MS) this.#counts.clear()
    const nodes = await listNodes(this.#db)
    this.#looked = performance.now()
    for (const node of nodes)
      if (this.#silence(node, looking) >= DEAD_MS && (await deleteSilentNode(this.#db, node)))
        this.#log.warn({ node: node.id }, 'a node has fallen silent; the others take over')
    await releaseOrphans(this.#db)
  }

  /** For how long its count has stood still for sure, ms. */
  #silence({ id, beats }: NodeRecord, looking: number): number {
    const known = this.#counts.get(id)
    if (known?.beats === beats) return looking - known.since
    this.#counts.set(id, { beats, since: this.#looked })
    return 0
  }

  /** What it has in hand is for the others. */
  async leave(): Promise<void> {
    await deleteNode(this.#db, this.#id)
    await releaseOrphans(this.#db)
  }

  /** It does nothing any more. */
  close(): void {
    this.#last?.close()
  }
}
