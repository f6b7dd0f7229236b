import { useSearchParams } from 'react-router'
import { usePastWords } from '../i18n/past.ts'
import { DayInput } from '../parts/day-input.tsx'
import { Choice, Field } from '../parts/field.tsx'
import { addressOf, PRESETS, type Range } from './range.ts'

/** Which time, and whether drills or the real thing: all of it in the address. */
export function RangeBar({ range, today }: { range: Range; today: string }) {
  const words = usePastWords()
  const [, setAddress] = useSearchParams()
  const go = (change: Partial<Range>) => setAddress(addressOf({ ...range, ...change }))
  return (
    <div className="no-print mb-5 flex flex-wrap items-end gap-x-5 gap-y-3">
      <Choice
        label={words.statistics.range}
        value={range.preset ?? 0}
        options={[
          ...PRESETS.map((days) => ({ value: days, text: words.statistics.days(days) })),
          { value: 0, text: words.statistics.custom },
        ]}
        onChange={(days) => go({ preset: PRESETS.find((preset) => preset === days) ?? null })}
      />
      {range.preset === null && (
        <div className="flex gap-3">
          {(['since', 'until'] as const).map((name) => (
            <Field key={name} label={words.history.names[name]}>
              {(bound) => (
                <DayInput
                  bound={bound}
                  value={range[name]}
                  latest={today}
                  onChange={(day) => day !== '' && go({ [name]: day })}
                />
              )}
            </Field>
          ))}
        </div>
      )}
      <Choice
        label={words.history.names.drill}
        value={String(range.drill)}
        options={[
          { value: 'false', text: words.history.real },
          { value: 'true', text: words.drill },
        ]}
        onChange={(drill) => go({ drill: drill === 'true' })}
      />
    </div>
  )
}
