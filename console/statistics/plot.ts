import uPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'

/** Bars over places, one layer behind another. */
export type Drawing = {
  /** What stands at the axis under each place. */
  ticks: readonly string[]
  /** Steps between these that are allowed, smallest first. */
  tickSteps: readonly number[]
  /** From the front to the one behind all others: a Tailwind colour, and the upper ends of its bars. */
  layers: readonly { color: string; tops: readonly (number | null)[] }[]
  valueSteps: readonly number[]
  valueText: (value: number) => string
}

const HEIGHT = 208
/** More than these would be hard to read. */
const MOST_LINES = 4

/** Draws it into `host`, as wide as that is, until `destroy`. `onPoint` tells which place is pointed at. */
export function draw(host: HTMLElement, drawing: Drawing, onPoint: (at: number | null) => void) {
  const { ticks, layers } = drawing
  const behindFirst = layers.toReversed()
  const data = [ticks.map((_, i) => i), ...behindFirst.map(({ tops }) => [...tops])]
  const plot = new uPlot(
    {
      width: host.clientWidth,
      height: HEIGHT,
      padding: [8, 4, 0, 0],
      legend: { show: false },
      cursor: { y: false, drag: { x: false, y: false }, points: { show: false } },
      scales: { x: { time: false, range: [-0.5, ticks.length - 0.5] }, y: { range: [0, topOf(drawing)] } },
      axes: axesOf(host, drawing),
      series: [
        {},
        ...behindFirst.map(({ color }) => ({
          fill: fillOf(host, color),
          // Between the layers, where there is room for it.
          stroke: colorOf(host, 'text-ground'),
          width: host.clientWidth / ticks.length > 10 ? 1 : 0,
          points: { show: false },
          ...(uPlot.paths.bars && { paths: uPlot.paths.bars({ size: [0.7, 40, 1] }) }),
        })),
      ],
      hooks: { setCursor: [({ cursor }) => onPoint(cursor.idx ?? null)] },
    },
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- its type does not know `map`
    data as uPlot.AlignedData,
    host,
  )
  const resized = new ResizeObserver(() => plot.setSize({ width: host.clientWidth, height: HEIGHT }))
  resized.observe(host)
  return {
    /** As if the pointer were there; null takes it away. */
    point: (at: number | null) =>
      plot.setCursor(at === null ? { left: -10, top: -10 } : { left: plot.valToPos(at, 'x'), top: 0 }),
    destroy: () => {
      resized.disconnect()
      plot.destroy()
    },
  }
}

function axesOf(host: HTMLElement, { ticks, tickSteps, valueText, ...drawing }: Drawing): uPlot.Axis[] {
  const { fontFamily, fontSize, color, borderColor } = getComputedStyle(host)
  const look = { stroke: color, font: `${fontSize} ${fontFamily}`, ticks: { show: false } }
  const lines = linesOf({ ...drawing })
  const longest = Math.max(...lines.map((value) => valueText(value).length))
  return [
    {
      ...look,
      grid: { show: false },
      size: 28,
      space: 8 + 8 * Math.max(...ticks.map(({ length }) => length)),
      incrs: [...tickSteps],
      values: (_, at) => at.map((i) => ticks[i] ?? ''),
    },
    {
      ...look,
      grid: { stroke: borderColor, width: 1 },
      size: 16 + 8 * longest,
      splits: lines,
      values: (_, at) => at.map(valueText),
    },
  ]
}

/** The values at which lines are drawn, from 0 to at least the highest bar. */
function linesOf({ layers, valueSteps }: Pick<Drawing, 'layers' | 'valueSteps'>): number[] {
  const highest = Math.max(0, ...layers.flatMap(({ tops }) => tops.map((top) => top ?? 0)))
  const step = valueSteps.find((each) => highest <= each * MOST_LINES) ?? Math.ceil(highest / MOST_LINES)
  return Array.from({ length: Math.max(1, Math.ceil(highest / step)) + 1 }, (_, i) => i * step)
}

const topOf = (drawing: Drawing): number => linesOf(drawing).at(-1) ?? 1

/** As the swatch beside its name: hatched where nobody acknowledged. */
function fillOf(host: HTMLElement, className: string): string | CanvasPattern {
  const color = colorOf(host, className)
  const tile = document.createElement('canvas')
  const size = 6 * devicePixelRatio
  Object.assign(tile, { width: size, height: size })
  const ink = tile.getContext('2d')
  if (className !== 'text-exhausted' || !ink) return color
  ink.fillStyle = color
  ink.fillRect(0, 0, size, size)
  ink.strokeStyle = colorOf(host, 'text-panel')
  ink.lineWidth = size / 4
  for (const shift of [-size, 0, size]) {
    ink.moveTo(shift - 1, size + 1)
    ink.lineTo(shift + size + 1, -1)
  }
  ink.stroke()
  return ink.createPattern(tile, 'repeat') ?? color
}

/** A canvas knows no variable of CSS, and no `light-dark()`. */
function colorOf(host: HTMLElement, className: string): string {
  const probe = document.createElement('span')
  probe.className = className
  host.append(probe)
  const { color } = getComputedStyle(probe)
  probe.remove()
  return color
}
