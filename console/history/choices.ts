import { useQuery } from '@tanstack/react-query'
import type { Contact } from '../../src/wire/contact.ts'
import { formatPhone } from '../../src/wire/display.ts'
import type { Policy } from '../../src/wire/policy.ts'
import { usePastWords, type PastWords } from '../i18n/past.ts'
import { dayText, isDay } from '../live/days.ts'
import { request } from '../session/request.ts'
import type { Filters } from './filters.ts'

export type Choice = { value: string; text: string }
const CHOSEN = ['status', 'drill', 'outcome', 'contact_id', 'policy_id'] as const
export type Choices = Record<(typeof CHOSEN)[number], Choice[]>

/** What can be chosen, in the reader's words; also what was chosen and is not there any more. */
export function useChoices(filters: Filters): Choices {
  const words = usePastWords()
  const contacts = useNames<{ contacts: Contact[] }>('contacts')
  const policies = useNames<{ policies: Policy[] }>('policies')
  function named(found: readonly { id: string; name: string }[] | undefined, chosen: string | undefined) {
    const choices = (found ?? []).map(({ id, name }) => ({ value: id, text: name }))
    if (chosen === undefined || choices.some(({ value }) => value === chosen)) return choices
    return [...choices, { value: chosen, text: found ? words.history.gone : '…' }]
  }
  return {
    status: told(words.status),
    drill: told({ false: words.history.real, true: words.drill }),
    outcome: told(words.outcome),
    contact_id: named(contacts.data?.contacts, filters.contact_id),
    policy_id: named(policies.data?.policies, filters.policy_id),
  }
}

/** Whoever was added a minute ago is among them. */
const useNames = <T>(shelf: 'contacts' | 'policies') =>
  useQuery({ queryKey: ['choices', shelf], queryFn: () => request<T>(`/api/v1/${shelf}`), staleTime: 0 })

const told = (texts: Record<string, string>): Choice[] =>
  Object.entries(texts).map(([value, text]) => ({ value, text }))

/** What is filtered, in words, for who does not see the form; the text does not hide. */
export function summaryOf(filters: Filters, choices: Choices, words: PastWords, today: string): string {
  const { since, until, phone } = filters
  const day = (text: string) => (isDay(text) ? dayText(text, words.language, today) : text)
  return [
    since && words.history.from(day(since)),
    until && words.history.to(day(until)),
    ...CHOSEN.map((name) => choices[name].find(({ value }) => value === filters[name])?.text),
    phone && formatPhone(phone),
  ]
    .filter(Boolean)
    .join(' · ')
}
