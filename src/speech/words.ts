import type { Language } from '../domain/plan.ts'
import { en } from './en.ts'
import { ko } from './ko.ts'

/** Everything that a phone can say. One file per language; the compiler lists what is missing. */
export type Words = {
  message(name: string, message: string): string
  /** Instead of a message that has nothing to speak. */
  emptyMessage: string
  closing: string
  menu: string
  noInput: string
  acknowledged: string
  alreadyAcknowledged(name: string): string
  detailsOnTheirWay: string
  passedOn: string
  wrongKey: string
  over: string
  /** The key could not be recorded: the listener must not believe that it was. */
  notRecorded: string
  /** The text message with the details. */
  details(message: string): string
}

export const words: Record<Language, Words> = { ko, en }
