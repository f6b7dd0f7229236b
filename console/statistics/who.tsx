import { formatPhone } from '../../src/wire/display.ts'
import type { Statistics } from '../../src/wire/statistics.ts'
import { usePastWords } from '../i18n/past.ts'
import type { Outcome } from '../live/fold.ts'
import { lookOf } from '../parts/outcome.tsx'
import { partOf, useNumbers } from './numbers.ts'
import { historyOf, type Range } from './range.ts'
import { ShareTable } from './share-table.tsx'
import type { Counts } from './stacks.tsx'

type Props = { statistics: Statistics; range: Range }

const OUTCOMES: readonly Outcome[] = [
  'acknowledged',
  'no-answer',
  'busy',
  'failed',
  'machine',
  'no-key',
  'canceled',
  'timeout',
]

/** How the attempts ended. */
export function Outcomes({ statistics, range }: Props) {
  const words = usePastWords()
  const { count, percent } = useNumbers()
  const { title, of, caption } = words.statistics.outcomes
  const { attempts: all, attempts_by_outcome: by } = statistics
  const rows = OUTCOMES.filter((outcome) => by[outcome] > 0)
    .toSorted((a, b) => by[b] - by[a])
    .map((outcome) => {
      const { icon: Icon, text, color } = lookOf({ outcome, phase: 'ended' }, words)
      return {
        key: outcome,
        name: (
          <span className="inline-flex items-center gap-1.5">
            <Icon aria-hidden className={`size-4.5 shrink-0 ${color}`} />
            {text}
          </span>
        ),
        to: historyOf(range, { outcome }),
        parts: [{ part: partOf(by[outcome], all), color }],
        values: [count(by[outcome]), percent(partOf(by[outcome], all))],
      }
    })
  const running = {
    key: 'running',
    name: words.status.running,
    parts: [{ part: partOf(by.running, all), color: 'text-edge' }],
    values: [count(by.running), percent(partOf(by.running, all))],
  }
  return (
    <ShareTable
      title={title}
      caption={caption(count(all), percent(partOf(by.acknowledged, all)))}
      columns={[of, words.statistics.calls, words.statistics.share]}
      rows={by.running > 0 ? [...rows, running] : rows}
    />
  )
}

/** Who was called, and how often they acknowledged. */
export function People({ statistics, range }: Props) {
  const words = usePastWords()
  const { count, percent } = useNumbers()
  const { title, of, caption } = words.statistics.people
  const people = statistics.by_contact
  const longest = people[0]?.attempts ?? 0
  return (
    <ShareTable
      title={title}
      caption={caption(count(people.length), people[0]?.name ?? '', count(longest))}
      columns={[of, words.statistics.calls, words.status.acknowledged, words.statistics.share]}
      rows={people.map(({ contact_id: id, name, phone, attempts, acknowledged }) => ({
        key: id ?? phone,
        name: (
          <>
            {name}{' '}
            <span className="text-sm font-normal whitespace-nowrap text-soft">{formatPhone(phone)}</span>
          </>
        ),
        to: historyOf(range, id === null ? { phone } : { contact_id: id }),
        parts: [
          { part: partOf(acknowledged, longest), color: 'text-taken' },
          { part: partOf(attempts - acknowledged, longest), color: 'text-edge' },
        ],
        values: [count(attempts), count(acknowledged), percent(partOf(acknowledged, attempts))],
      }))}
    />
  )
}

export function Policies({ statistics, range }: Props) {
  const words = usePastWords()
  const { count } = useNumbers()
  const { title, of, caption, none } = words.statistics.policies
  const rows = useCountsRows(
    statistics.by_policy.map(({ policy_id: id, name, ...counts }) => ({
      key: id ?? '',
      name: name ?? none,
      ...(id !== null && { to: historyOf(range, { policy_id: id }) }),
      counts,
    })),
  )
  return (
    <ShareTable
      title={title}
      caption={caption(rows[0]?.name ?? '', rows[0]?.values[0] ?? '', count(statistics.escalations))}
      columns={[of, ...useCountsColumns()]}
      rows={rows}
    />
  )
}

export function Providers({ statistics }: Pick<Props, 'statistics'>) {
  const words = usePastWords()
  const { count } = useNumbers()
  const { title, of, caption, unknown, names } = words.statistics.providers
  const rows = useCountsRows(
    statistics.by_provider.map(({ provider, ...counts }) => ({
      key: provider ?? '',
      name: provider === null ? unknown : (names[provider] ?? provider),
      counts,
    })),
  )
  return (
    <ShareTable
      title={title}
      caption={caption(rows[0]?.name ?? '', rows[0]?.values[0] ?? '', count(statistics.escalations))}
      columns={[of, ...useCountsColumns()]}
      rows={rows}
    />
  )
}

const useCountsColumns = () => {
  const words = usePastWords()
  return [words.statistics.escalations, words.status.acknowledged, words.status.exhausted]
}

type Counted = { key: string; name: string; to?: string; counts: Counts }

/** The most first, each as long as its part of all. */
function useCountsRows(of: readonly Counted[]) {
  const { count } = useNumbers()
  const all = of.reduce((sum, { counts }) => sum + counts.escalations, 0)
  return of
    .toSorted((a, b) => b.counts.escalations - a.counts.escalations)
    .map(({ counts: { escalations, acknowledged, exhausted }, ...row }) => ({
      ...row,
      parts: [
        { part: partOf(acknowledged, all), color: 'text-taken' },
        { part: partOf(exhausted, all), color: 'text-exhausted' },
        { part: partOf(escalations - acknowledged - exhausted, all), color: 'text-edge' },
      ],
      values: [count(escalations), count(acknowledged), count(exhausted)],
    }))
}
