import { CircleCheck, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import type { Import } from '../../src/wire/import.ts'
import { wrongText } from '../directory/refused.ts'
import { useWords } from '../i18n/directory.ts'
import { Button } from '../parts/button.tsx'

type Props = {
  found: Import | null
  /** What is wrong with the whole of it, where no lines could be read. */
  problem: string | null
  busy: boolean
  onKeep: () => void
  onAgain: () => void
}

/** The lines as they were read, what is wrong in which cell, and the way on. */
export function Preview({ found, problem, busy, onKeep, onAgain }: Props) {
  const { import: texts } = useWords().directory
  const good = found && problem === null && found.rows.every(({ problems }) => problems.length === 0)
  return (
    <>
      {problem !== null && <Verdict bad>{problem}</Verdict>}
      {found && problem === null && <Lines found={found} />}
      <div className="flex flex-wrap gap-2">
        {good && (
          <Button tone="primary" reason={busy ? texts.going : null} onClick={onKeep}>
            {texts.go(found.rows.length)}
          </Button>
        )}
        <Button onClick={onAgain}>{texts.again}</Button>
      </div>
    </>
  )
}

function Lines({ found: { columns, rows } }: { found: Import }) {
  const { import: texts } = useWords().directory
  const [onlyWrong, setOnlyWrong] = useState(false)
  const wrong = rows.filter(({ problems }) => problems.length > 0)
  if (wrong.length === 0)
    return (
      <>
        <Verdict bad={false}>{texts.allGood(rows.length)}</Verdict>
        <Table columns={columns} rows={rows} />
      </>
    )
  return (
    <>
      <Verdict bad>{texts.wrong(wrong.length, rows.length)}</Verdict>
      {wrong.length < rows.length && (
        <label className="inline-flex min-h-11 items-center gap-2.5 self-start">
          <input
            type="checkbox"
            className="size-5 accent-ink"
            checked={onlyWrong}
            onChange={(event) => setOnlyWrong(event.target.checked)}
          />
          {texts.onlyWrong}
        </label>
      )}
      <Table columns={columns} rows={onlyWrong ? wrong : rows} />
    </>
  )
}

function Verdict({ bad, children }: { bad: boolean; children: string }) {
  const Icon = bad ? TriangleAlert : CircleCheck
  return (
    <p
      role={bad ? 'alert' : 'status'}
      className={`flex items-center gap-2.5 text-lg font-semibold ${bad ? 'text-exhausted' : 'text-taken'}`}
    >
      <Icon aria-hidden className="size-6 shrink-0" />
      {children}
    </p>
  )
}

/** It scrolls alone where it is wider than the screen. */
function Table({ columns, rows }: Pick<Import, 'columns' | 'rows'>) {
  const words = useWords()
  const { import: texts } = words.directory
  return (
    <div
      role="region"
      aria-label={texts.preview}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls
      tabIndex={0}
      className="max-h-[60vh] overflow-auto rounded-md border border-line bg-panel"
    >
      <table className="w-full border-collapse text-left">
        <thead className="sticky top-0 bg-sunken">
          <tr>
            <th scope="col" className="px-3 py-2 font-medium">
              {texts.line}
            </th>
            {columns.map(({ heading, holds }, i) => (
              <th key={i} scope="col" className="px-3 py-2 font-medium">
                {heading || texts.column(i + 1)}
                {holds && texts.holds[holds] !== heading && (
                  <span className="block text-sm font-normal text-soft">{texts.holds[holds]}</span>
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ line, cells, problems }) => (
            <tr key={line} className="border-t border-line align-top">
              <th scope="row" className="px-3 py-2 font-normal text-soft">
                {line}
              </th>
              {cells.map((cell, i) => (
                <Cell
                  key={i}
                  text={cell}
                  whole={columns[i]?.holds === 'phone'}
                  problems={problems.filter(({ column }) => column === i + 1)}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** `whole`: what stands there is not to be broken, as a phone number. */
type CellProps = { text: string; whole: boolean; problems: Import['rows'][number]['problems'] }

function Cell({ text, whole, problems }: CellProps) {
  const words = useWords()
  const wrong = problems.length > 0
  return (
    <td
      className={`max-w-80 min-w-32 px-3 py-2 ${wrong ? 'outline-2 -outline-offset-2 outline-exhausted' : ''}`}
    >
      <span className={`line-clamp-3 ${whole ? 'whitespace-nowrap' : 'wrap-break-word'}`}>{text}</span>
      {problems.map((problem) => (
        <span key={problem.problem} className="mt-0.5 block text-sm font-medium text-exhausted">
          {wrongText(problem, words)}
        </span>
      ))}
    </td>
  )
}
