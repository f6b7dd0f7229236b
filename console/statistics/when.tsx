import { useMemo } from 'react'
import type { Statistics } from '../../src/wire/statistics.ts'
import { usePastWords } from '../i18n/past.ts'
import { dayText } from '../live/days.ts'
import { Bars } from './bars.tsx'
import { Figure } from './figure.tsx'
import { useNumbers } from './numbers.ts'
import { daysOf, tickOf, type Range } from './range.ts'
import { Stacks, type Counts } from './stacks.tsx'
import { Table } from './table.tsx'

/** Weeks, so that one weekday stands under all marks. */
const DAY_STEPS = [1, 2, 7, 14, 28, 91, 182, 364]
const HOUR_STEPS = [1, 2, 3, 6]
/** So that lines lie at times that people say. */
const SECOND_STEPS = [5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 14_400, 43_200]
const NONE: Counts = { escalations: 0, acknowledged: 0, exhausted: 0, attempts: 0 }

type Props = { statistics: Statistics; range: Range; today: string }

/** Every day of the range, with what the API knows of it; it tells of days on which something began. */
function useDays({ statistics, range, today }: Props) {
  const { language } = usePastWords()
  const { since, until } = range
  return useMemo(() => {
    const known = new Map(statistics.by_day.map((each) => [each.day, each]))
    return daysOf(since, until, statistics.by_day[0]?.day).map((day) => ({
      tick: tickOf(day, language),
      text: dayText(day, language, today),
      counts: known.get(day) ?? NONE,
      reached: known.get(day)?.seconds_to_acknowledge ?? null,
    }))
  }, [statistics, since, until, today, language])
}

/** What was the busiest, and how many others were as busy. */
function busiestOf<T extends Counts>(counts: readonly T[]): { first: T; others: number } | null {
  const [first, ...rest] = counts.toSorted((a, b) => b.escalations - a.escalations)
  if (!first) return null
  return { first, others: rest.filter(({ escalations }) => escalations === first.escalations).length }
}

export function ByDay(props: Props) {
  const words = usePastWords()
  const { count } = useNumbers()
  const { statistics, today } = props
  const { title, of, caption } = words.statistics.byDay
  const busiest = busiestOf(statistics.by_day)
  const told =
    busiest &&
    caption(
      count(statistics.escalations),
      count(busiest.first.escalations),
      dayText(busiest.first.day, words.language, today),
      busiest.others,
    )
  return (
    <Figure title={title} caption={told ?? ''}>
      <Stacks name={title} of={of} places={useDays(props)} tickSteps={DAY_STEPS} />
    </Figure>
  )
}

export function ByHour({ statistics }: Pick<Props, 'statistics'>) {
  const words = usePastWords()
  const { count } = useNumbers()
  const { title, of, caption } = words.statistics.byHour
  const places = useMemo(
    () =>
      statistics.by_hour.map((counts) => ({
        tick: String(counts.hour),
        text: words.statistics.hour(counts.hour),
        counts,
      })),
    [statistics, words],
  )
  const busiest = busiestOf(statistics.by_hour)
  const told =
    busiest &&
    caption(
      count(busiest.first.escalations),
      words.statistics.hour(busiest.first.hour),
      busiest.others,
      statistics.zone,
    )
  return (
    <Figure title={title} caption={told ?? ''}>
      <Stacks name={title} of={of} places={places} tickSteps={HOUR_STEPS} />
    </Figure>
  )
}

/** How long it took until somebody acknowledged, day by day. */
export function Reach(props: Props) {
  const words = usePastWords()
  const { seconds, shortSeconds } = useNumbers()
  const places = useDays(props)
  const { title, median, p95, caption, nobody } = words.statistics.reach
  const layers = useMemo(
    () =>
      (['median', 'p95'] as const).map((rank) => ({
        name: rank === 'median' ? median : p95,
        color: rank === 'median' ? 'text-talking' : 'text-talking/35',
        tops: places.map(({ reached }) => reached?.[rank] ?? null),
        texts: places.map(({ reached }) => (reached ? seconds(reached[rank]) : '–')),
      })),
    [places, median, p95, seconds],
  )
  const all = props.statistics.seconds_to_acknowledge
  if (!all) return <Figure title={title} caption={nobody} />
  return (
    <Figure title={title} caption={caption(seconds(all.median), seconds(all.p95))}>
      <Bars
        name={title}
        places={places}
        tickSteps={DAY_STEPS}
        layers={layers}
        valueSteps={SECOND_STEPS}
        valueText={shortSeconds}
      >
        <Table
          name={title}
          columns={[words.statistics.byDay.of, ...layers.map((layer) => layer.name)]}
          rows={places.map(({ text }, i) => ({
            name: text,
            values: layers.map((layer) => layer.texts[i] ?? ''),
          }))}
        />
      </Bars>
    </Figure>
  )
}
