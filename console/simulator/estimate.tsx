import { useWords } from '../i18n/words.ts'
import { lengthText } from '../live/length.ts'
import { priceText } from '../parts/money.ts'
import { useForecast, type Drill, type Forecast } from './forecast.ts'

/** What the drill that is being prepared takes and costs at most. Its place is kept while that is not known. */
export function Estimate({ drill, simulated }: { drill: Drill; simulated: boolean }) {
  const words = useWords()
  const forecast = useForecast(drill)
  return (
    <div className="min-h-24 text-sm text-soft" data-estimate>
      {forecast && (
        <>
          <p className="text-base text-ink">
            {words.cost.attemptsAtMost(forecast.attempts.length)} ·{' '}
            {words.cost.unanswered(lengthText(forecast.total_seconds * 1000, words.language))}
          </p>
          <p className="text-base text-ink">
            {simulated ? words.cost.ifReal : `${words.cost.estimate}:`} <AtMost forecast={forecast} />
          </p>
          <Basis forecast={forecast} />
        </>
      )}
    </div>
  )
}

/** `최대 ₩616 ($0.42)`, or that nobody knows. */
export function AtMost({ forecast: { cost_at_most: most } }: { forecast: Forecast }) {
  const words = useWords()
  return most === null ? words.cost.unknown : words.cost.atMost(priceText(most, words.language))
}

const nameOf = (provider: string) => provider.charAt(0).toUpperCase() + provider.slice(1)

/** What the estimate stands on: no price without its date and source. */
export function Basis({ forecast: { rates, assumptions } }: { forecast: Forecast }) {
  const words = useWords()
  return (
    <p>
      {words.cost.basis(assumptions.longest_call_seconds / 60)}{' '}
      <a href={rates.source} target="_blank" rel="noreferrer" className="inline-block text-link underline">
        {words.cost.rates(nameOf(rates.provider), rates.seen)}
      </a>
    </p>
  )
}
