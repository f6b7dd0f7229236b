import { useWords } from '../i18n/words.ts'
import type { Attempt, Course } from '../live/fold.ts'
import { sinceText } from '../live/length.ts'
import { clockText, useServerNow } from '../live/time.ts'
import { lookOf } from '../parts/outcome.tsx'

const ROW = 46
const BAR = 14
const HEAD = 22

/** Every attempt to scale: dialling, ringing, talking, and the moment somebody took it. This moment ends what goes on. */
export function Timeline({ course }: { course: Course }) {
  const words = useWords()
  const now = useServerNow(course.status === 'running' || course.attempts.some(isTalking))
  const start = course.startedAt ?? now
  const end = Math.max(start + 1000, ...course.attempts.map((a) => a.endedAt ?? now), course.endedAt ?? now)
  const scale = (at: number) => `${((at - start) / (end - start)) * 100}%`
  const height = HEAD + ROW * course.attempts.length
  return (
    <figure>
      <figcaption className="mb-2 flex flex-wrap gap-x-4 gap-y-1 text-sm text-soft" aria-hidden>
        <Key className="bg-edge">{words.escalation.legend.placing}</Key>
        <Key className="bg-ringing">{words.escalation.legend.ringing}</Key>
        <Key className="bg-talking">{words.escalation.legend.talking}</Key>
        <Key className="rotate-45 bg-taken">{words.escalation.legend.taken}</Key>
      </figcaption>
      <svg width="100%" height={height} aria-hidden className="block overflow-visible">
        {ticksOf(end - start).map((ms) => (
          <g key={ms} className="text-xs">
            <line
              x1={scale(start + ms)}
              x2={scale(start + ms)}
              y1={HEAD - 4}
              y2={height}
              className="stroke-line"
            />
            <text
              x={scale(start + ms)}
              y={12}
              textAnchor={ms === 0 ? 'start' : 'middle'}
              className="fill-soft"
            >
              {clockText(ms)}
            </text>
          </g>
        ))}
        {course.attempts.map((attempt, i) => (
          <Row key={attempt.number} attempt={attempt} y={HEAD + ROW * i} scale={scale} now={now} />
        ))}
      </svg>
      {/* In a box: a table heeds no width of its own. */}
      <div className="sr-only">
        <Table course={course} start={start} />
      </div>
    </figure>
  )
}

const isTalking = ({ phase }: Attempt) => phase === 'in-progress'

/** The same for who cannot see it: when each attempt began, and when it was answered and ended. */
function Table({ course, start }: { course: Course; start: number }) {
  const words = useWords()
  const { legend, columns } = words.escalation
  const text = (at: number | null) => (at === null ? '–' : sinceText(at - start))
  return (
    <table>
      <caption>{words.escalation.timelineTable}</caption>
      <thead>
        <tr>
          {[columns.who, legend.placing, legend.ringing, legend.talking, legend.taken, words.phase.ended].map(
            (name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ),
          )}
        </tr>
      </thead>
      <tbody>
        {course.attempts.map((a) => (
          <tr key={a.number}>
            <th scope="row">{`${a.number}. ${a.name}`}</th>
            {[a.startedAt, a.ringingAt, a.answeredAt, a.takenAt, a.endedAt].map((at, i) => (
              <td key={i}>{text(at)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Key({ className, children }: { className: string; children: string }) {
  return (
    <span className="inline-flex items-center gap-1.5">
      <span className={`size-2.5 rounded-sm ${className}`} />
      {children}
    </span>
  )
}

type RowProps = { attempt: Attempt; y: number; scale: (at: number) => string; now: number }

function Row({ attempt: a, y, scale, now }: RowProps) {
  const words = useWords()
  const end = a.endedAt ?? now
  const bar = (from: number | null, to: number, className: string) =>
    from !== null &&
    to > from && (
      <rect
        x={scale(from)}
        width={widthOf(scale, from, to)}
        y={y + 22}
        height={BAR}
        rx={3}
        className={className}
      />
    )
  return (
    <>
      <text x="6" y={y + 15} className="fill-ink text-sm">
        {a.number}. {shortened(a.name)} <tspan className="fill-soft">{lookOf(a, words).text}</tspan>
      </text>
      {bar(a.startedAt, a.ringingAt ?? a.answeredAt ?? end, 'fill-edge')}
      {bar(a.ringingAt, a.answeredAt ?? end, 'fill-ringing')}
      {bar(a.answeredAt, end, 'fill-talking')}
      {a.takenAt !== null && (
        <svg x={scale(a.takenAt)} y={y + 22 + BAR / 2} className="overflow-visible">
          <rect
            x={-7}
            y={-7}
            width={14}
            height={14}
            className="fill-taken stroke-panel"
            strokeWidth={2}
            transform="rotate(45)"
          />
        </svg>
      )}
    </>
  )
}

const widthOf = (scale: (at: number) => string, from: number, to: number) =>
  `${Math.max(0.4, Number.parseFloat(scale(to)) - Number.parseFloat(scale(from)))}%`

/** SVG text does not wrap; the table beside it has every name in full. */
const shortened = (name: string) => (name.length > 16 ? `${name.slice(0, 15)}…` : name)

const STEPS_S = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200]

/** At most five marks, at round seconds, in ms; none where it would touch the right edge. */
function ticksOf(span: number): number[] {
  const step = 1000 * (STEPS_S.find((s) => span / (s * 1000) <= 5) ?? Math.ceil(span / 5_000))
  return Array.from({ length: Math.floor((span * 0.95) / step) + 1 }, (_, i) => i * step)
}
