import { useQuery } from '@tanstack/react-query'
import type { Contact } from '../../src/wire/contact.ts'
import type { DeletedList } from '../../src/wire/deleted.ts'
import type { Group } from '../../src/wire/group.ts'
import type { Policy } from '../../src/wire/policy.ts'
import { queries } from '../live/live.ts'
import { request } from '../session/request.ts'

export type Entries = { contacts: Contact; groups: Group; policies: Policy }
export type Shelf = keyof Entries

const KEY = 'directory'
const pathOf = (shelf: Shelf) => `/api/v1/${shelf}`

/** 홍길동 2 stands before 홍길동 10. */
const { compare } = new Intl.Collator(undefined, { numeric: true })

/** All of them, by name. No event tells of what others change: it is looked up whenever a page opens. */
export const useList = <S extends Shelf>(shelf: S) =>
  useQuery({
    queryKey: [KEY, shelf],
    queryFn: async () =>
      (await request<Record<S, Entries[S][]>>(pathOf(shelf)))[shelf].toSorted((a, b) =>
        compare(a.name, b.name),
      ),
    staleTime: 0,
  })

export const useDeleted = (shelf: Shelf) =>
  useQuery({
    queryKey: [KEY, shelf, 'deleted'],
    queryFn: async () => (await request<DeletedList>(`${pathOf(shelf)}/deleted`)).deleted,
    staleTime: 0,
  })

export const loadEntry = <S extends Shelf>(shelf: S, id: string): Promise<Entries[S]> =>
  request<Entries[S]>(`${pathOf(shelf)}/${id}`)

/** One of them, to be edited: never as it was seen some time ago. */
export const useEntry = <S extends Shelf>(shelf: S, id: string) =>
  useQuery({ queryKey: ['editing', shelf, id], queryFn: () => loadEntry(shelf, id), gcTime: 0 })

/** Makes it, or changes the one with this id if nobody has changed `version` meanwhile. */
export async function save<S extends Shelf>(
  shelf: S,
  kept: { id: string; version: number } | null,
  body: object,
): Promise<Entries[S]> {
  const saved = kept
    ? await request<Entries[S]>(`${pathOf(shelf)}/${kept.id}`, {
        method: 'PUT',
        body: { ...body, version: kept.version },
      })
    : await request<Entries[S]>(pathOf(shelf), { method: 'POST', body })
  changed()
  return saved
}

export async function remove(shelf: Shelf, id: string): Promise<void> {
  await request(`${pathOf(shelf)}/${id}`, { method: 'DELETE' })
  changed()
}

export async function restore(shelf: Shelf, id: string): Promise<void> {
  await request(`${pathOf(shelf)}/${id}/restore`, { method: 'POST' })
  changed()
}

/** A contact's name stands in groups, a group's in policies: all lists are looked up again. */
export const changed = (): void => void queries.invalidateQueries({ queryKey: [KEY] })
