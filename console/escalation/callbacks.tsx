import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Callbacks } from '../../src/wire/callbacks.ts'
import { useCallbackWords } from '../i18n/callbacks.ts'
import { useWords } from '../i18n/words.ts'
import type { Attempt } from '../live/fold.ts'
import { timeText, useZone } from '../live/time.ts'
import { Empty, Failure, Waiting } from '../parts/states.tsx'
import { request } from '../session/request.ts'

type Props = { id: string; attempt: Attempt }

/** What the provider told of one call, word for word. Loaded when somebody wants to see it. */
export function RawCallbacks({ id, attempt }: Props) {
  const words = useCallbackWords()
  const [open, setOpen] = useState(false)
  return (
    <details className="not-open:print:hidden" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="flex min-h-11 w-fit cursor-pointer items-center text-sm font-medium text-link">
        {words.title}
        <span className="sr-only"> ({attempt.number})</span>
      </summary>
      {open && <Loaded id={id} attempt={attempt} />}
    </details>
  )
}

function Loaded({ id, attempt }: Props) {
  const words = useCallbackWords()
  const found = useQuery({
    // What moves the attempt may have come by a callback; one that moves nothing is seen when it is opened again.
    queryKey: ['callbacks', id, attempt],
    queryFn: () => request<Callbacks>(`/api/v1/escalations/${id}/callbacks`),
    placeholderData: (before) => before,
    gcTime: 0,
  })
  const { data, error, refetch } = found
  if (!data) return error ? <Failure error={error} retry={() => void refetch()} /> : <Waiting {...found} />
  const { callbacks, more } = data.attempts.find(({ number }) => number === attempt.number) ?? NOTHING
  if (callbacks.length === 0) return <Empty title={words.none}>{words.noneBody}</Empty>
  return (
    <>
      <Table number={attempt.number} callbacks={callbacks} />
      {more && <p className="pt-2 text-sm font-medium">{words.more(callbacks.length)}</p>}
    </>
  )
}

type Callback = Callbacks['attempts'][number]['callbacks'][number]
const NOTHING: { callbacks: Callback[]; more: boolean } = { callbacks: [], more: false }

const cell = 'block align-top sm:table-cell sm:px-3 sm:py-2'

/** On a phone the fields stand below the time; the roles are said because `display: block` takes them from a table. */
function Table({ number, callbacks }: { number: number; callbacks: readonly Callback[] }) {
  const words = useCallbackWords()
  return (
    <table role="table" className="block w-full rounded-md bg-sunken text-left text-xs sm:table">
      <caption className="block px-3 pt-3 text-left text-sm text-soft sm:table-caption sm:px-0 sm:pt-0 sm:pb-2">
        <span className="sr-only">{words.of(number)}. </span>
        {words.lead}
      </caption>
      <thead className="sr-only sm:not-sr-only">
        <tr role="row" className="text-soft">
          {[words.time, words.kind, words.fields].map((name) => (
            <th key={name} role="columnheader" scope="col" className="px-3 pt-2 font-medium">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="block font-mono leading-5 sm:table-row-group">
        {callbacks.map((callback, i) => (
          <Row key={i} callback={callback} />
        ))}
      </tbody>
    </table>
  )
}

function Row({ callback: { received_at: receivedAt, kind, fields } }: { callback: Callback }) {
  const { language } = useWords()
  useZone()
  const at = Date.parse(receivedAt)
  return (
    <tr
      role="row"
      className="grid grid-cols-[1fr_auto] gap-x-3 border-t border-line p-3 first:border-0 sm:table-row sm:p-0 sm:first:border-t"
    >
      <td role="cell" className={`${cell} whitespace-nowrap`}>
        <time dateTime={receivedAt}>
          {timeText(at, language)}.{String(at % 1000).padStart(3, '0')}
        </time>
      </td>
      <th scope="row" role="rowheader" className={`${cell} font-semibold`}>
        {kind}
      </th>
      <td role="cell" className={`${cell} col-span-2 pt-1.5`}>
        <dl className="grid grid-cols-[auto_1fr] gap-x-4">
          {Object.entries(fields).map(([name, value]) => (
            <div key={name} className="contents">
              <dt className="text-soft">{name}</dt>
              <dd className="min-w-0 wrap-anywhere">{value === '' ? '""' : value}</dd>
            </div>
          ))}
        </dl>
      </td>
    </tr>
  )
}
