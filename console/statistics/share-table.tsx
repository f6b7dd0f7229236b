import { useState, type ReactNode } from 'react'
import { Link } from 'react-router'
import { usePastWords } from '../i18n/past.ts'
import { Button } from '../parts/button.tsx'
import { Figure } from './figure.tsx'

type Row = {
  key: string
  name: ReactNode
  /** Where these are listed, if they are. */
  to?: string
  /** Lengths of its bar, one after another: parts of the whole, 0 to 1, each with a Tailwind colour. */
  parts: readonly { part: number; color: string }[]
  /** One for each further column. */
  values: readonly string[]
}

/** `columns`: what the rows are, then what their values are. */
type Props = { title: string; caption: string; columns: readonly string[]; rows: readonly Row[] }

/** What an eye takes in at once; the rest is there when asked for. */
const FEW = 8

/** A table whose rows are bars as well. */
export function ShareTable({ title, caption, columns, rows }: Props) {
  const words = usePastWords()
  const [all, setAll] = useState(false)
  const shown = all ? rows : rows.slice(0, FEW)
  return (
    <Figure title={title} caption={caption}>
      <table className="w-full">
        <thead>
          <tr className="text-sm text-soft">
            {columns.map((name, i) => (
              <th
                key={name}
                scope="col"
                className={`pb-1 font-medium ${i === 0 ? 'text-left' : 'pl-3 text-right align-bottom'}`}
              >
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map(({ key, name, to, parts, values }) => (
            <tr key={key} className="border-t border-line">
              <th scope="row" className="w-full py-2 text-left font-medium wrap-anywhere">
                {to === undefined ? (
                  name
                ) : (
                  <Link to={to} className="-my-1 inline-block py-1 hover:underline">
                    {name}
                  </Link>
                )}
                <span aria-hidden className="mt-1 flex h-2 overflow-hidden rounded-full bg-sunken">
                  {parts.map(({ part, color }) => (
                    <span key={color} className={`swatch ${color}`} style={{ width: `${part * 100}%` }} />
                  ))}
                </span>
              </th>
              {values.map((value, i) => (
                <td key={columns[i + 1]} className="pl-3 text-right whitespace-nowrap tabular-nums">
                  {value}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > FEW && (
        <Button tone="quiet" className="mt-1 text-link" onClick={() => setAll(!all)}>
          {all ? words.statistics.few : words.statistics.all(rows.length)}
        </Button>
      )}
    </Figure>
  )
}
