import { useEffect, useRef } from 'react'
import { positionOf } from '../../src/wire/display.ts'
import type { Escalation } from '../../src/wire/escalation.ts'
import { useWords } from '../i18n/words.ts'
import type { Words } from '../i18n/ko.ts'
import { lookOf } from '../parts/outcome.tsx'
import type { Attempt, Course } from '../live/fold.ts'

type Rung = Escalation['plan'][number]

/** The measures of the picture, in sixteenths of a rem: it grows with the type, from the hand to the wall. */
const ROW = 62
const COLUMN = 88
const HEAD = 26
const rem = (size: number) => `${size / 16}rem`

/**
 * The ladder as a picture: a row for each person, a column for each round, and the way that the
 * escalation takes through them. Where it was is drawn through, where it would go is dotted.
 */
export function Ladder({ plan, course }: { plan: readonly Rung[]; course: Course }) {
  const words = useWords()
  const people = plan.filter(({ round }) => round === 1)
  const rounds = Math.max(...plan.map(({ round }) => round))
  const current = course.attempts.at(-1)?.round ?? 1
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // The round that is being rung, and the one before it.
    const { current: scrolled } = box
    if (scrolled) scrolled.scrollLeft = (scrolled.scrollWidth / rounds) * Math.max(0, current - 2)
  }, [current, rounds])
  const attemptOf = (rung: Rung) => course.attempts.find(({ number }) => number === rung.number)
  return (
    <figure className="min-w-0">
      <figcaption className="sr-only">{words.board.ladder}</figcaption>
      <div className="flex w-fit max-w-full min-w-0 gap-3 max-[16rem]:gap-1">
        <Names people={people} />
        {/* A ladder of many rounds is wider than a phone; it scrolls alone, by keyboard too. */}
        <div
          ref={box}
          // Whole columns only: half a word helps nobody.
          style={{ maxWidth: `round(down, 72%, ${rem(COLUMN)})` }}
          className="min-w-0 shrink-0 overflow-x-auto"
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls
          tabIndex={rounds > 2 ? 0 : undefined}
          role="group"
          aria-label={words.board.ladder}
        >
          <svg
            viewBox={`0 0 ${COLUMN * rounds} ${HEAD + ROW * people.length}`}
            style={{ width: rem(COLUMN * rounds) }}
            aria-hidden
            className="block max-w-none font-sans"
          >
            {Array.from({ length: rounds }, (_, i) => (
              <text
                key={i}
                x={COLUMN * (i + 0.5)}
                y={14}
                textAnchor="middle"
                fontSize={12}
                className="fill-soft"
              >
                {words.round(i + 1)}
              </text>
            ))}
            <Way plan={plan} reached={course.attempts.length} ahead={course.status === 'running'} />
            {plan.map((rung) => (
              <Node key={rung.number} at={placeOf(rung)} attempt={attemptOf(rung)} words={words} />
            ))}
          </svg>
        </div>
      </div>
      <ol className="sr-only">
        {plan.map((rung) => (
          <li key={rung.number}>{sentenceOf(rung, attemptOf(rung), words)}</li>
        ))}
      </ol>
    </figure>
  )
}

function Names({ people }: { people: readonly Rung[] }) {
  const words = useWords()
  return (
    <ul
      className="max-w-56 min-w-24 shrink max-[16rem]:min-w-8"
      style={{ paddingTop: rem(HEAD) }}
      aria-hidden
    >
      {people.map((person) => (
        <li key={person.number} style={{ height: rem(ROW) }} className="flex flex-col justify-center">
          <span className="line-clamp-2 leading-tight font-semibold break-all">{person.name}</span>
          <span className="text-xs text-soft max-[16rem]:hidden">{words.role(positionOf(person.role))}</span>
        </li>
      ))}
    </ul>
  )
}

const placeOf = ({ round, role }: Rung) => ({
  x: COLUMN * (round - 0.5),
  y: HEAD + ROW * positionOf(role) + 22,
})

const points = (rungs: readonly Rung[]) =>
  rungs
    .map(placeOf)
    .map(({ x, y }) => `${x},${y}`)
    .join(' ')

type WayProps = { plan: readonly Rung[]; reached: number; ahead: boolean }

function Way({ plan, reached, ahead }: WayProps) {
  return (
    <g fill="none" strokeWidth={1.5}>
      {ahead && (
        <polyline
          points={points(plan.slice(Math.max(0, reached - 1)))}
          className="stroke-edge"
          strokeDasharray="1 5"
          strokeLinecap="round"
        />
      )}
      <polyline points={points(plan.slice(0, reached))} className="stroke-soft" />
    </g>
  )
}

type NodeProps = { at: { x: number; y: number }; attempt: Attempt | undefined; words: Words }

function Node({ at: { x, y }, attempt, words }: NodeProps) {
  if (!attempt) return <circle cx={x} cy={y} r={6} className="fill-panel stroke-edge" strokeWidth={1.5} />
  const { icon: Icon, text, color, live } = lookOf(attempt, words)
  return (
    <g className={color}>
      {attempt.phase === 'ringing' && live && (
        <circle
          cx={x}
          cy={y}
          r={17}
          fill="none"
          stroke="currentColor"
          strokeWidth={2}
          className="ringing-halo"
        />
      )}
      <circle
        cx={x}
        cy={y}
        r={16}
        className="fill-panel"
        stroke="currentColor"
        strokeWidth={live ? 2.5 : 1.5}
      />
      <Icon x={x - 9} y={y - 9} width={18} height={18} />
      {/* The way goes on below the words, and is not seen between them. */}
      <rect x={x - 12} y={y + 18} width={24} height={18} className="fill-panel" />
      <text
        x={x}
        y={y + 31}
        textAnchor="middle"
        fill="currentColor"
        strokeWidth={5}
        strokeLinejoin="round"
        fontSize={12}
        className="stroke-panel font-medium [paint-order:stroke]"
      >
        {text}
      </text>
    </g>
  )
}

function sentenceOf(rung: Rung, attempt: Attempt | undefined, words: Words): string {
  const what = attempt ? lookOf(attempt, words).text : words.phase.waiting
  return `${words.round(rung.round)}, ${words.role(positionOf(rung.role))} ${rung.name}: ${what}`
}
