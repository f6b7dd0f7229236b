import type { ReactNode } from 'react'
import type { Statistics } from '../../src/wire/statistics.ts'
import { usePastWords } from '../i18n/past.ts'
import { rangNobody, Money } from './costs.tsx'
import { useNumbers } from './numbers.ts'

/** The four numbers that one comes for. */
export function Tiles({ statistics }: { statistics: Statistics }) {
  const words = usePastWords()
  const { count, mean, percent, seconds } = useNumbers()
  const { tiles } = words.statistics
  const { escalations_by_status: by, success_rate: rate, mean_attempts: attempts, cost } = statistics
  const reached = statistics.seconds_to_acknowledge
  const finished = by.acknowledged + by.exhausted
  return (
    <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-lg border border-line bg-line xl:grid-cols-4">
      <Tile
        name={tiles.success}
        value={rate === null ? '–' : percent(rate)}
        below={tiles.successOf(count(by.acknowledged), count(finished))}
      />
      <Tile
        name={tiles.attempts}
        value={attempts === null ? '–' : tiles.times(mean(attempts))}
        below={tiles.attemptsOf(count(finished))}
      />
      <Tile
        name={tiles.reach}
        value={reached ? seconds(reached.median) : '–'}
        below={reached ? tiles.p95(seconds(reached.p95)) : words.statistics.reach.nobody}
      />
      <Tile
        name={tiles.month}
        value={
          cost.monthly_projection.length === 0
            ? '–'
            : cost.monthly_projection.map((price) => <Money key={price.currency} price={price} />)
        }
        below={rangNobody(statistics) ? words.statistics.costs.simulated : tiles.monthOf}
      />
    </dl>
  )
}

function Tile({ name, value, below }: { name: string; value: ReactNode; below: string }) {
  return (
    <div className="flex min-w-0 flex-col gap-0.5 bg-panel p-4">
      <dt className="text-sm font-medium text-soft">{name}</dt>
      <dd className="text-2xl leading-tight font-bold tabular-nums">{value}</dd>
      <dd className="text-sm text-soft">{below}</dd>
    </div>
  )
}
