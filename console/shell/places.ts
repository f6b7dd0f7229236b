import {
  ChartColumn,
  ContactRound,
  Gauge,
  History,
  KeyRound,
  ListOrdered,
  PhoneCall,
  Stethoscope,
  UsersRound,
  type LucideIcon,
} from 'lucide-react'
import type { Words } from '../i18n/ko.ts'

export type Place = {
  name: keyof Words['nav']['places']
  to: string
  icon: LucideIcon
  group: keyof Words['nav']['groups']
  /** At the thumb on a phone; the others are behind "more". */
  thumb?: true
}

/** Every place that there is, in order: side bar, bottom bar and palette show these. */
export const PLACES: readonly Place[] = [
  { name: 'board', to: '/', icon: Gauge, group: 'now', thumb: true },
  { name: 'simulator', to: '/simulator', icon: PhoneCall, group: 'now', thumb: true },
  { name: 'history', to: '/history', icon: History, group: 'past', thumb: true },
  { name: 'statistics', to: '/statistics', icon: ChartColumn, group: 'past' },
  { name: 'contacts', to: '/contacts', icon: ContactRound, group: 'people' },
  { name: 'groups', to: '/groups', icon: UsersRound, group: 'people' },
  { name: 'policies', to: '/policies', icon: ListOrdered, group: 'people' },
  { name: 'tokens', to: '/tokens', icon: KeyRound, group: 'server' },
  { name: 'setup', to: '/setup', icon: Stethoscope, group: 'server' },
]

/** These places under the names of their groups. */
export function grouped(places: readonly Place[]): [Place['group'], Place[]][] {
  return [...Map.groupBy(places, ({ group }) => group)]
}

export const isAt = (pathname: string, { to }: Place): boolean =>
  pathname === to || pathname.startsWith(`${to}/`)
