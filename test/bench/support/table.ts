import { ratioOf, type Measured, type Row } from './figure.ts'
import type { Machine } from './machine.ts'

/** As Markdown, so that it can go into docs/performance.md as it is. */
export function tableOf(rows: readonly Row[]): string {
  const lines = rows.map((row) => {
    const { figure, unit, value, reference, aim } = row
    const ratio = ratioOf(row)
    return [
      figure,
      shown(value, unit),
      reference ? `${shown(reference.value, unit)} ${reference.what}` : '',
      ratio === null || !Number.isFinite(ratio) ? '' : `${rounded(ratio)}×`,
      aim ? `${aim.says}: ${aim.met ? 'met' : '**not met**'}` : 'report',
    ]
  })
  const head = ['figure', 'median (least – most)', 'reference', 'ratio', 'aim']
  return [head, head.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

export function machineLine(machine: Machine): string {
  const { date, processor, memory_gb, node, sqlite, postgresql, fsync_ms, load } = machine
  return `${date}: ${processor}, ${memory_gb} GB, Node ${node}, SQLite ${sqlite}, PostgreSQL ${postgresql}, fsync ${rounded(fsync_ms)} ms, load ${rounded(load)} before the run`
}

function shown({ median, least, most }: Measured, unit: string): string {
  const spread = least === most ? '' : ` (${rounded(least)} – ${rounded(most)})`
  return `${rounded(median)}${unit.startsWith('/') ? unit : unit && ` ${unit}`}${spread}`
}

/** Three digits are more than a benchmark knows. */
const rounded = (n: number): string => (n >= 100 ? String(Math.round(n)) : String(Number(n.toPrecision(3))))
