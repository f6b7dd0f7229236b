import { Fragment, memo } from 'react'
import { formatPhone, positionOf } from '../../src/wire/display.ts'
import { useWords } from '../i18n/words.ts'
import type { Words } from '../i18n/ko.ts'
import type { Attempt, Course } from '../live/fold.ts'
import { lengthText } from '../live/length.ts'
import { isPretended, moneyText } from '../parts/money.ts'
import { OutcomeMark } from '../parts/outcome.tsx'
import { RawCallbacks } from './callbacks.tsx'

type Props = { id: string; course: Course; provider: string | null }

/**
 * Every call with what is known of it; on a phone each is a card, on a desk a row. The roles are said
 * because `display: block` takes them from a table.
 */
export function Calls({ id, course, provider }: Props) {
  const words = useWords()
  const { columns } = words.escalation
  if (course.attempts.length === 0) return <p className="text-soft">{words.escalation.noCalls}</p>
  return (
    <table role="table" className="block w-full text-left sm:table">
      <thead className="sr-only sm:not-sr-only">
        <tr role="row" className="text-sm text-soft sm:border-b sm:border-line">
          {[columns.attempt, columns.who, columns.outcome, columns.rang, columns.talked, columns.price].map(
            (name) => (
              <th key={name} role="columnheader" scope="col" className="py-1.5 pr-4 font-medium">
                {name}
              </th>
            ),
          )}
        </tr>
      </thead>
      <tbody className="block sm:table-row-group">
        {course.attempts.map((attempt) => (
          <Fragment key={attempt.number}>
            <Row attempt={attempt} pretended={isPretended(provider)} words={words} />
            <tr role="row" className="block border-b border-line sm:table-row">
              <td role="cell" colSpan={6} className="block pb-1 sm:table-cell">
                {/* In one piece, as it is searched for at the provider: too wide for a column. */}
                <p className="font-mono text-xs leading-6 wrap-anywhere text-soft sm:float-right sm:leading-11 print:float-none">
                  <span className="sr-only">{columns.callId} </span>
                  {attempt.callId ?? words.escalation.notCalled}
                </p>
                <RawCallbacks id={id} attempt={attempt} />
              </td>
            </tr>
          </Fragment>
        ))}
      </tbody>
    </table>
  )
}

const cell = 'block py-0.5 pr-4 align-top sm:table-cell sm:pt-2.5'

type RowProps = { attempt: Attempt; pretended: boolean; words: Words }

const Row = memo(function Call({ attempt: a, pretended, words }: RowProps) {
  const { columns } = words.escalation
  return (
    <tr role="row" className="grid grid-cols-[auto_1fr] gap-x-3 pt-2.5 sm:table-row sm:pt-0">
      <th scope="row" role="rowheader" className={`${cell} font-medium whitespace-nowrap`}>
        {a.number} <span className="font-normal text-soft">{words.round(a.round)}</span>
      </th>
      <td role="cell" className={`${cell} col-span-2`}>
        <span className="font-semibold break-all">{a.name}</span>
        <span className="block text-sm text-soft">
          {words.role(positionOf(a.role))} · <span className="whitespace-nowrap">{formatPhone(a.phone)}</span>
        </span>
      </td>
      <td
        role="cell"
        className={`${cell} order-first col-start-2 row-start-1 text-right max-sm:pr-0 whitespace-nowrap sm:text-left`}
      >
        <OutcomeMark attempt={a} />
        <Evidence attempt={a} words={words} />
      </td>
      <Measure label={columns.rang} text={textOf(spanOf(a.ringingAt, a.answeredAt ?? a.endedAt), words)} />
      <Measure label={columns.talked} text={textOf(talkOf(a), words)} />
      <Measure label={columns.price} text={a.cost && !pretended ? moneyText(a.cost, words.language) : null} />
    </tr>
  )
})

function Evidence({ attempt: { evidence, keys, error }, words }: { attempt: Attempt; words: Words }) {
  const parts = [evidence && words.evidence[evidence], ...keys.map(words.phone.key)].filter(
    (part) => part !== null,
  )
  return (
    <>
      {parts.length > 0 && <span className="block text-sm text-soft">{parts.join(' · ')}</span>}
      {error && (
        <span className="block max-w-80 text-sm whitespace-normal text-soft">{error[words.language]}</span>
      )}
    </>
  )
}

function Measure({ label, text }: { label: string; text: string | null }) {
  return (
    <td
      role="cell"
      className={`${cell} whitespace-nowrap tabular-nums ${text === null ? 'hidden sm:table-cell' : ''}`}
    >
      <span className="text-sm text-soft sm:hidden">{label} </span>
      {text ?? '–'}
    </td>
  )
}

const textOf = (ms: number | null, words: Words) => (ms === null ? null : lengthText(ms, words.language))
const spanOf = (from: number | null, to: number | null) => (from === null || to === null ? null : to - from)
const talkOf = (a: Attempt) =>
  a.duration === null ? spanOf(a.answeredAt, a.endedAt) : a.answeredAt && a.duration * 1000
