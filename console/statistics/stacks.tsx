import { useMemo } from 'react'
import { usePastWords } from '../i18n/past.ts'
import { Bars, type Layer } from './bars.tsx'
import { useNumbers } from './numbers.ts'
import { Table } from './table.tsx'

export type Counts = { escalations: number; acknowledged: number; exhausted: number; attempts: number }
type Place = { tick: string; text: string; counts: Counts }

const STEPS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000]

type Props = { name: string; of: string; places: readonly Place[]; tickSteps: readonly number[] }

/** How many escalations there were at each place, by what became of them, one upon the other. */
export function Stacks({ name, of, places, tickSteps }: Props) {
  const words = usePastWords()
  const { count } = useNumbers()
  const layers = useLayers(places)
  return (
    <Bars
      name={name}
      places={places}
      tickSteps={tickSteps}
      layers={layers}
      valueSteps={STEPS}
      valueText={count}
    >
      <Table
        name={name}
        columns={[
          of,
          words.statistics.escalations,
          ...layers.map((layer) => layer.name),
          words.statistics.calls,
        ]}
        rows={places.map(({ text, counts }, i) => ({
          name: text,
          values: [
            count(counts.escalations),
            ...layers.map(({ texts }) => texts[i] ?? ''),
            count(counts.attempts),
          ],
        }))}
      />
    </Bars>
  )
}

/** Each layer reaches over those before it, and lies behind them. */
function useLayers(places: readonly Place[]): Layer[] {
  const words = usePastWords()
  const { count } = useNumbers()
  return useMemo(() => {
    const kinds = [
      { name: words.status.acknowledged, color: 'text-taken', of: (c: Counts) => c.acknowledged },
      { name: words.status.exhausted, color: 'text-exhausted', of: (c: Counts) => c.exhausted },
      {
        name: words.statistics.other,
        color: 'text-edge',
        of: (c: Counts) => c.escalations - c.acknowledged - c.exhausted,
      },
    ]
    return kinds.map(({ name, color, of }, i) => ({
      name,
      color,
      tops: places.map(({ counts }) =>
        of(counts) === 0 ? null : kinds.slice(0, i + 1).reduce((sum, kind) => sum + kind.of(counts), 0),
      ),
      texts: places.map(({ counts }) => count(of(counts))),
    }))
  }, [places, words, count])
}
