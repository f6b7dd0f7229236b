type Props = {
  name: string
  columns: readonly string[]
  rows: readonly { name: string; values: readonly string[] }[]
}

/** A chart in numbers. */
export function Table({ name, columns, rows }: Props) {
  return (
    <table className="w-full text-sm">
      <caption className="sr-only">{name}</caption>
      <thead>
        <tr className="text-soft">
          {columns.map((column, i) => (
            <th
              key={column}
              scope="col"
              className={`py-1 font-medium ${i === 0 ? 'text-left' : 'pl-3 text-right align-bottom'}`}
            >
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.name} className="border-t border-line">
            <th scope="row" className="py-1.5 text-left font-medium whitespace-nowrap">
              {row.name}
            </th>
            {row.values.map((value, i) => (
              <td key={columns[i + 1]} className="pl-3 text-right whitespace-nowrap tabular-nums">
                {value}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
