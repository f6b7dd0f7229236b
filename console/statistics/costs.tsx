import type { Statistics } from '../../src/wire/statistics.ts'
import { usePastWords } from '../i18n/past.ts'
import { isPretended, priceParts } from '../parts/money.ts'
import { Figure } from './figure.tsx'
import { useNumbers } from './numbers.ts'

type Price = Statistics['cost']['monthly_projection'][number]

/** No real phone rang. */
export const rangNobody = ({ by_provider: providers }: Statistics): boolean =>
  providers.every(({ provider }) => isPretended(provider))

/** What it cost, what a month would, and by which prices. */
export function Costs({ statistics }: { statistics: Statistics }) {
  const words = usePastWords()
  const { count } = useNumbers()
  const named = words.statistics.costs
  const { cost } = statistics
  if (rangNobody(statistics))
    return (
      <Figure title={named.title} caption={named.simulated}>
        <Rates rates={cost.rates} />
      </Figure>
    )
  const calls = (n: number) => named.callsOf(count(n))
  return (
    <Figure title={named.title} caption={named.caption}>
      <table className="w-full">
        <caption className="sr-only">{named.title}</caption>
        <tbody>
          {cost.booked.map((price) => (
            <Line key={price.currency} name={named.booked} note={calls(price.attempts)} prices={[price]} />
          ))}
          {(cost.estimated.attempts > 0 || cost.booked.length === 0) && (
            <Line name={named.estimated} note={calls(cost.estimated.attempts)} prices={[cost.estimated]} />
          )}
          {cost.attempts_without_rate > 0 && (
            <Line name={named.unknown} note={calls(cost.attempts_without_rate)} prices={[]} />
          )}
          <Line name={named.mean} prices={cost.mean_per_escalation} />
          <Line name={named.asNow} prices={cost.monthly_projection} strong />
          {cost.monthly_at.map(({ escalations_per_day: perDay, prices }) => (
            <Line key={perDay} name={named.perDay(count(perDay))} prices={prices} />
          ))}
        </tbody>
      </table>
      <Rates rates={cost.rates} />
    </Figure>
  )
}

type LineProps = { name: string; note?: string; prices: readonly Price[]; strong?: boolean }

function Line({ name, note, prices, strong = false }: LineProps) {
  return (
    <tr className={`border-t border-line ${strong ? 'font-semibold' : ''}`}>
      <th scope="row" className={`py-2 pr-3 text-left ${strong ? 'font-semibold' : 'font-normal'}`}>
        {name} {note !== undefined && <span className="text-sm text-soft">{note}</span>}
      </th>
      <td className="py-2 text-right tabular-nums">
        {prices.length === 0 ? '–' : prices.map((price) => <Money key={price.currency} price={price} />)}
      </td>
    </tr>
  )
}

export function Money({ price }: { price: Price }) {
  const { language } = usePastWords()
  const [shown, own] = priceParts(price, language)
  return (
    <span className="block whitespace-nowrap">
      {shown}
      {own !== undefined && <span className="text-sm font-normal text-soft"> {own}</span>}
    </span>
  )
}

/** Prices age: none is shown without its date. */
function Rates({ rates }: { rates: Statistics['cost']['rates'] }) {
  const words = usePastWords()
  const { count } = useNumbers()
  const named = words.statistics.costs
  return (
    <details className="mt-3">
      <summary className="flex min-h-11 w-fit cursor-pointer items-center text-sm font-medium text-link">
        {named.rates(rates.seen)}
      </summary>
      <table className="w-full text-sm">
        <caption className="pb-1 text-left text-soft">
          {named.perMinute}{' '}
          <a href={rates.source} className="break-all text-link underline" rel="noreferrer">
            {rates.source}
          </a>
        </caption>
        <tbody>
          {rates.per_minute.map((rate) => (
            <tr key={rate.prefix} className="border-t border-line">
              <th scope="row" className="py-1.5 text-left font-medium">
                {named.prefixes[rate.prefix] ?? rate.prefix}
              </th>
              <td className="text-right tabular-nums">
                <Money price={rate} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="mt-1 text-sm text-soft">{named.exchange(count(rates.won_per_dollar), rates.won_seen)}</p>
    </details>
  )
}
