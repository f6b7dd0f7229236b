import type { Forecast } from '../../src/wire/dry-run.ts'
import { positionOf } from '../../src/wire/display.ts'
import { useWords } from '../i18n/directory.ts'
import { lengthText } from '../live/length.ts'
import { clockText } from '../live/time.ts'
import { priceText } from '../parts/money.ts'

type Attempt = Forecast['attempts'][number]

/** Who rings when, to scale: a row for each person, a bar for each ring, and the same in words. */
export function Course({ forecast }: { forecast: Forecast }) {
  const words = useWords()
  const { tryOut } = words.directory
  const { attempts, total_seconds: total } = forecast
  const people = attempts.filter(({ round }) => round === 1)
  return (
    <>
      <ul className="flex flex-col gap-2.5">
        {people.map((person) => (
          <PersonRow
            key={person.number}
            person={person}
            rings={attempts.filter(({ role }) => role === person.role)}
            total={total}
          />
        ))}
      </ul>
      <p className="mt-3 font-medium">
        {tryOut.ends(lengthText(total * 1000, words.language), attempts.length)}
      </p>
      <Cost forecast={forecast} />
    </>
  )
}

type RowProps = { person: Attempt; rings: readonly Attempt[]; total: number }

function PersonRow({ person, rings, total }: RowProps) {
  const words = useWords()
  const percent = (seconds: number) => `${(seconds / total) * 100}%`
  return (
    <li>
      <p className="flex flex-wrap items-baseline gap-x-2 leading-snug">
        <span className="min-w-0 font-semibold break-words">{person.name}</span>
        <span className="text-sm text-soft">{words.role(positionOf(person.role))}</span>
        <span className="ml-auto text-sm text-soft">
          <span className="sr-only">{words.directory.tryOut.at} </span>
          {rings.map(({ rings_at_second: at }) => secondText(at)).join(' · ')}
        </span>
      </p>
      <svg width="100%" height={14} aria-hidden className="mt-1 block rounded-sm bg-sunken">
        {rings.map(({ number, rings_at_second: from, rings_until_second: until }) => (
          <rect
            key={number}
            x={percent(from)}
            width={percent(until - from)}
            y={2}
            height={10}
            rx={3}
            className="fill-ringing"
          />
        ))}
      </svg>
    </li>
  )
}

function Cost({ forecast }: { forecast: Forecast }) {
  const words = useWords()
  const { tryOut } = words.directory
  const { cost_if_nobody_picks_up: least, cost_if_every_call_is_picked_up: most } = forecast
  const { dialling_seconds: dialling, extra_ring_seconds: extra } = forecast.assumptions
  return (
    <p className="mt-1 text-sm text-soft">
      {most
        ? tryOut.cost(priceText(least, words.language), priceText(most, words.language))
        : tryOut.costUnknown(priceText(least, words.language))}
      . {tryOut.assumptions(dialling, extra, forecast.rates.seen)}
    </p>
  )
}

const secondText = (seconds: number): string => clockText(seconds * 1000)
