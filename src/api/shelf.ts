import { createRoute } from '@hono/zod-openapi'
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Documents } from '../domain/directory.ts'
import type { Said } from '../domain/said.ts'
import type { Unit } from '../engine/batch.ts'
import {
  deleteEntry,
  listDeleted,
  loadEntry,
  lockDirectory,
  purgeDeleted,
  restoreEntry,
  saveEntry,
  usersOf,
  type Entry,
  type Shelf,
  type User,
} from '../store/directory.ts'
import type { Tx } from '../store/database.ts'
import { integrationsOf } from '../store/integrations.ts'
import { DeletedList } from '../wire/deleted.ts'
import { isoTime } from './present.ts'
import { HttpProblem, notFound, NOUNS } from './problem.ts'
import { CONFLICT, jsonAnswer, jsonBody, NOT_FOUND, PROBLEMS, type House } from './routes.ts'

/** Contacts, groups and policies are kept alike: made, changed, deleted, restored. */
const PREFIX = { contacts: 'con', groups: 'grp', policies: 'pol' } as const
const NOUN = { contacts: 'contact', groups: 'group', policies: 'policy' } as const

const params = z.object({ id: z.string().max(100) })
const known = { ...PROBLEMS, ...NOT_FOUND }

/** The routes of one of them. */
export const routesOf = <N extends z.ZodType, C extends z.ZodType, O extends z.ZodType, L extends z.ZodType>(
  tag: string,
  noun: string,
  wire: { made: N; changed: C; one: O; list: L },
) => ({
  create: createRoute({
    method: 'post',
    path: '/',
    tags: [tag],
    summary: `Make ${noun}`,
    request: jsonBody(wire.made),
    responses: { 201: jsonAnswer('As it is kept.', wire.one), ...PROBLEMS },
  }),
  list: createRoute({
    method: 'get',
    path: '/',
    tags: [tag],
    summary: `All of them, by name`,
    responses: { 200: jsonAnswer('Without those that were deleted.', wire.list), ...PROBLEMS },
  }),
  deleted: createRoute({
    method: 'get',
    path: '/deleted',
    tags: [tag],
    summary: 'What was deleted in the last 30 days, and can be restored',
    responses: { 200: jsonAnswer('The last one first.', DeletedList), ...PROBLEMS },
  }),
  one: createRoute({
    method: 'get',
    path: '/{id}',
    tags: [tag],
    summary: `One of them`,
    request: { params },
    responses: { 200: jsonAnswer('As it is now.', wire.one), ...known },
  }),
  change: createRoute({
    method: 'put',
    path: '/{id}',
    tags: [tag],
    summary: `Change ${noun}; what is running goes on as it began`,
    request: { params, ...jsonBody(wire.changed) },
    responses: { 200: jsonAnswer('As it is now.', wire.one), ...known, ...CONFLICT },
  }),
  remove: createRoute({
    method: 'delete',
    path: '/{id}',
    tags: [tag],
    summary: `Delete ${noun}; it can be restored for 30 days, and what is running goes on as it began`,
    request: { params },
    responses: { 204: { description: 'It is gone.' }, ...known, ...CONFLICT },
  }),
  restore: createRoute({
    method: 'post',
    path: '/{id}/restore',
    tags: [tag],
    summary: `Bring back ${noun} that was deleted in the last 30 days`,
    request: { params },
    responses: { 200: jsonAnswer('As it was.', wire.one), ...known, ...CONFLICT },
  }),
})

/** A document and what it needs: throws a 422 or 409 when it cannot be kept. */
export type Draft<S extends Shelf> = { name: string; document: Documents[S]; uses: readonly string[] }

/** One change at a time, of contacts, groups, policies and of what starts them. */
export const changeDirectory = <T>({ engine }: House, change: (unit: Unit) => Promise<T>): Promise<T> =>
  engine.transact(async (unit) => {
    await lockDirectory(unit.tx)
    await purgeDeleted(unit.tx, unit.now)
    return change(unit)
  })

/** Makes and changes what is kept on one shelf. `check` looks, in the same transaction, whether all is well afterwards. */
export function keeper<S extends Shelf>(
  house: House,
  shelf: S,
  check: (tx: Tx, entry: Entry<S>) => Promise<void>,
) {
  const save = (make: (tx: Tx, now: number) => Promise<{ entry: Entry<S>; uses: readonly string[] }>) =>
    changeDirectory(house, async ({ tx, now }) => {
      const { entry, uses } = await make(tx, now)
      await saveEntry(tx, shelf, entry, uses)
      await check(tx, entry)
      return entry
    })

  return {
    async deleted(): Promise<DeletedList> {
      const found = await listDeleted(house.db.read, shelf, house.clock.now())
      const deleted = found.map(({ id, name, deletedAt, restorableUntil }) => ({
        id,
        name,
        deleted_at: isoTime(deletedAt),
        restorable_until: isoTime(restorableUntil),
      }))
      return { deleted }
    },

    create: ({ name, document, uses }: Draft<S>): Promise<Entry<S>> =>
      save(async (_, now) => ({
        entry: { id: newId(shelf), name, document, version: 1, createdAt: now, updatedAt: now },
        uses,
      })),

    change: (id: string, edited: number | undefined, { name, document, uses }: Draft<S>): Promise<Entry<S>> =>
      save(async (tx, now) => {
        const found = await mustLoad(tx, shelf, id)
        if (edited !== undefined && edited !== found.version)
          throw new HttpProblem(409, 'changed-meanwhile', {
            ko: '그사이 다른 사람이 바꾸었습니다. 다시 불러온 뒤 고치세요.',
            en: `it was changed meanwhile: you edited version ${edited}, and ${found.version} is the newest; load it again`,
          })
        return { entry: { ...found, name, document, version: found.version + 1, updatedAt: now }, uses }
      }),

    remove: (id: string): Promise<void> =>
      changeDirectory(house, async ({ tx, now }) => {
        await requireUnused(tx, shelf, id)
        if (!(await deleteEntry(tx, shelf, id, now))) throw notFound(NOUN[shelf])
      }),

    restore: (id: string): Promise<Entry<S>> =>
      changeDirectory(house, async ({ tx, now }) => {
        const restored = await restoreEntry(tx, shelf, id, now)
        if (!restored) throw notFound(NOUN[shelf], { deleted: true })
        await check(tx, restored)
        return restored
      }),
  }
}

export const newId = (shelf: Shelf): string => `${PREFIX[shelf]}_${randomUUID()}`

export async function mustLoad<S extends Shelf>(
  db: Parameters<typeof loadEntry>[0],
  shelf: S,
  id: string,
): Promise<Entry<S>> {
  const entry = await loadEntry(db, shelf, id)
  if (!entry) throw notFound(NOUN[shelf])
  return entry
}

/** What is in use stays: 409, saying by whom. */
async function requireUnused(tx: Tx, shelf: Shelf, id: string): Promise<void> {
  const users = await usersOf(tx, id)
  const integrations = shelf === 'policies' ? await integrationsOf(tx, id) : []
  const used_by = [
    ...users.map((user) => ({ kind: userKind(user), id: user.id, name: user.name })),
    ...integrations.map((integration) => ({ kind: 'integration' as const, ...integration })),
  ]
  if (used_by.length === 0) return
  const names = {
    ko: used_by.map(({ kind, name }) => `${NOUNS[kind]} ${name}`).join(', '),
    en: used_by.map(({ kind, name }) => `${kind} ${name}`).join(', '),
  }
  const said = {
    ko: `다음에서 쓰고 있습니다: ${names.ko}. 먼저 그쪽을 바꾸세요.`,
    en: `the ${NOUN[shelf]} is used by ${names.en}; change that first`,
  }
  throw new HttpProblem(409, 'in-use', said, { used_by })
}

const userKind = ({ shelf }: User) => NOUN[shelf]
export const described = (user: User): Said => ({
  ko: `${NOUNS[userKind(user)]} ${user.name}`,
  en: `${userKind(user)} ${user.name}`,
})

/** What every answer about one of them holds. */
export const presentKept = ({ id, name, version, createdAt, updatedAt }: Entry<Shelf>) => ({
  id,
  name,
  version,
  created_at: isoTime(createdAt),
  updated_at: isoTime(updatedAt),
})
