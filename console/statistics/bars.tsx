import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { usePastWords } from '../i18n/past.ts'
import { useDark } from '../shell/theme.ts'
import { draw, type Drawing } from './plot.ts'

export type Layer = Drawing['layers'][number] & {
  name: string
  /** What is said of it at each place. */
  texts: readonly string[]
}

type Props = Pick<Drawing, 'tickSteps' | 'valueSteps' | 'valueText'> & {
  name: string
  places: readonly { tick: string; text: string }[]
  layers: readonly Layer[]
  /** The same as a table. */
  children: ReactNode
}

/** A chart that is read with the pointer, with the arrow keys, or as a table. Its props must be stable. */
export function Bars({ name, places, layers, tickSteps, valueSteps, valueText, children }: Props) {
  const words = usePastWords()
  const dark = useDark()
  const [at, setAt] = useState<number | null>(null)
  const drawing = useMemo(
    () => ({ ticks: places.map(({ tick }) => tick), tickSteps, layers, valueSteps, valueText }),
    [places, tickSteps, layers, valueSteps, valueText],
  )
  const place = at === null ? undefined : places[at]
  const spoken = (i: number) =>
    [places[i]?.text, ...layers.map((layer) => `${layer.name} ${layer.texts[i] ?? ''}`)].join(', ')
  return (
    <>
      <p className="mb-1 flex flex-wrap items-center gap-x-4 gap-y-0.5 text-sm text-soft">
        {layers.map((layer) => (
          <span key={layer.name} className="inline-flex items-center gap-1.5 whitespace-nowrap">
            <span aria-hidden className={`swatch size-3.5 rounded-sm ${layer.color}`} />
            {layer.name}
            {at !== null && <strong className="text-ink tabular-nums">{layer.texts[at]}</strong>}
          </span>
        ))}
        <span className="ml-auto min-h-5 font-medium text-ink">{place?.text}</span>
      </p>
      {/* Its colours are fixed when it is drawn. */}
      <Canvas key={String(dark)} drawing={drawing} name={name} at={at} setAt={setAt} spoken={spoken} />
      <details>
        <summary className="flex min-h-11 w-fit cursor-pointer items-center gap-1 text-sm font-medium text-link">
          {words.statistics.table}
        </summary>
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keyboard */}
        <div role="region" aria-label={name} tabIndex={0} className="max-h-80 overflow-auto">
          {children}
        </div>
      </details>
    </>
  )
}

type CanvasProps = {
  drawing: Drawing
  name: string
  at: number | null
  setAt: (at: number | null) => void
  spoken: (at: number) => string
}

function Canvas({ drawing, name, at, setAt, spoken }: CanvasProps) {
  const words = usePastWords()
  const host = useRef<HTMLDivElement>(null)
  const drawn = useRef<ReturnType<typeof draw>>(null)
  useEffect(() => {
    if (!host.current) return undefined
    const made = draw(host.current, drawing, setAt)
    drawn.current = made
    return () => {
      made.destroy()
      setAt(null)
    }
  }, [drawing, setAt])
  const last = drawing.ticks.length - 1
  const onKeyDown = (event: KeyboardEvent) => {
    const to = { ArrowLeft: (at ?? last + 1) - 1, ArrowRight: (at ?? -1) + 1, Home: 0, End: last }[event.key]
    if (to === undefined) return
    event.preventDefault()
    drawn.current?.point(Math.min(last, Math.max(0, to)))
  }
  return (
    <div
      ref={host}
      role="slider"
      tabIndex={0}
      aria-label={name}
      aria-readonly
      aria-valuemin={0}
      aria-valuemax={last}
      aria-valuenow={at ?? last}
      aria-valuetext={at === null ? words.statistics.byKeys : spoken(at)}
      onKeyDown={onKeyDown}
      onBlur={() => drawn.current?.point(null)}
      className="overflow-hidden border-line text-xs text-soft"
    />
  )
}
