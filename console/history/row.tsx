import { memo } from 'react'
import { Link } from 'react-router'
import type { Escalation } from '../../src/wire/escalation.ts'
import { Drill } from '../board/running-card.tsx'
import { useWords } from '../i18n/words.ts'
import { lengthText } from '../live/length.ts'
import { dateText, timeText } from '../live/time.ts'
import { isPretended, moneyText } from '../parts/money.ts'
import { lookOf, StatusMark } from '../parts/outcome.tsx'
import { Message } from '../parts/states.tsx'

const cell = 'block min-w-0 align-top xl:table-cell xl:py-3 xl:pr-5 xl:last:pr-1'
const small = `${cell} text-sm text-soft whitespace-nowrap xl:text-base xl:text-ink`

/**
 * One escalation at a glance, and all of it the way to its page. The roles are said because
 * `display: flex` takes them from a table.
 */
export const Row = memo(function Row({ escalation }: { escalation: Escalation }) {
  const words = useWords()
  const { id, status, message, language, attempts, drill, cost, created_at: began } = escalation
  const ended = escalation.ended_at === null ? null : Date.parse(escalation.ended_at) - Date.parse(began)
  return (
    <tr
      role="row"
      className="relative flex flex-wrap items-center gap-x-3 gap-y-1 border-t border-line px-1 py-3 hover:bg-sunken xl:table-row xl:p-0"
    >
      <td role="cell" className={`${cell} whitespace-nowrap xl:pl-1`}>
        <StatusMark status={status} />
        {drill && (
          <span className="ml-3 xl:mt-1 xl:ml-0 xl:block">
            <Drill />
          </span>
        )}
      </td>
      <th role="rowheader" scope="row" className={`${cell} order-2 basis-full font-medium`}>
        <Link
          to={`/escalations/${id}`}
          className="line-clamp-2 outline-offset-4 after:absolute after:inset-0 after:content-['']"
        >
          <Message text={message} language={language} />
        </Link>
      </th>
      <td
        role="cell"
        className={`${cell} order-3 basis-full empty:hidden xl:max-w-52 xl:empty:table-cell xl:min-w-32`}
      >
        <Taker escalation={escalation} />
      </td>
      <td role="cell" className={`${small} order-4`}>
        <Outcomes attempts={attempts} />
      </td>
      <td role="cell" className={`${small} order-4 xl:text-right`}>
        {ended === null ? null : lengthText(ended, words.language)}
      </td>
      <td role="cell" className={`${small} order-4 xl:text-right`}>
        {cost === null || isPretended(escalation.provider) ? null : moneyText(cost, words.language)}
      </td>
      <td role="cell" className={`${small} order-1 ml-auto text-right`}>
        <time dateTime={began} title={dateText(Date.parse(began), words.language)}>
          {timeText(Date.parse(began), words.language)}
        </time>
      </td>
    </tr>
  )
})

/** Who took it, and what showed that they did. */
function Taker({ escalation: { acknowledged_by: by } }: { escalation: Escalation }) {
  const words = useWords()
  if (!by) return null
  return (
    <>
      <span className="font-medium break-all">{by.name}</span>{' '}
      <span className="text-sm whitespace-nowrap text-soft">
        {by.evidence ? words.evidence[by.evidence] : words.via[by.via]}
      </span>
    </>
  )
}

/** More would be wider than a phone. */
const MOST_SIGNS = 6

/** How each attempt ended, in order, and how many there were. */
function Outcomes({ attempts }: Pick<Escalation, 'attempts'>) {
  const words = useWords()
  const looks = attempts.map(({ outcome, call_status: phase }) => lookOf({ outcome, phase }, words))
  return (
    <span className="inline-flex items-center gap-1.5">
      <span>{words.attempts(attempts.length)}</span>
      <span aria-hidden className="inline-flex items-center gap-1">
        {looks.slice(0, MOST_SIGNS).map(({ icon: Icon, color }, i) => (
          // oxlint-disable-next-line react/no-array-index-key -- an attempt is its place
          <Icon key={i} className={`size-4 ${color}`} />
        ))}
        {looks.length > MOST_SIGNS && '…'}
      </span>
      <span className="sr-only">{looks.map(({ text }) => text).join(', ')}</span>
    </span>
  )
}
