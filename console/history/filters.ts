import type { HistoryFilter } from '../../src/wire/history.ts'
import { timesOf } from '../live/days.ts'

export type FilterName = keyof HistoryFilter

/** In the order in which they are offered. They have their names in the address too. */
export const FILTERS: readonly FilterName[] = [
  'text',
  'since',
  'until',
  'status',
  'drill',
  'outcome',
  'contact_id',
  'phone',
  'policy_id',
]

/** As they stand in the address: as the API has them, but `since` and `until` are days, both included. */
export type Filters = Partial<Record<FilterName, string>>

export const filtersOf = (address: URLSearchParams): Filters =>
  Object.fromEntries(FILTERS.map((name) => [name, address.get(name)?.trim()]).filter(([, value]) => value))

/** The same filters have the same address, in whatever order they were chosen. */
export const addressOf = (filters: Filters): string =>
  new URLSearchParams(filtersOf(new URLSearchParams(filters))).toString()

/** What the API is asked. A day that is none is passed on, and refused there with the reason. */
export function queryOf(filters: Filters, zone: string): string {
  return new URLSearchParams({ ...filters, ...timesOf({ ...filters, zone }) }).toString()
}
