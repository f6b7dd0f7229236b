import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { Forecast } from '../../src/wire/dry-run.ts'
import type { Entries } from '../directory/data.ts'
import { refusedText } from '../directory/refused.ts'
import { useWords } from '../i18n/directory.ts'
import { Field, inputClass } from '../parts/field.tsx'
import { loadingText } from '../parts/states.tsx'
import { request } from '../session/request.ts'
import { Course } from './course.tsx'
import { hasPeople, ladderOf, type Draft } from './draft.ts'
import { Drill } from './drill.tsx'
import { Spoken } from './spoken.tsx'

/** What would come of the policy as it stands here: the words, the course, the cost. `kept`: as it is kept, if it is. */
export function TryOut({ draft, kept }: { draft: Draft; kept: Entries['policies'] | null }) {
  const words = useWords()
  const { tryOut } = words.directory
  const [example, setExample] = useExample(tryOut.exampleDefault)
  const { data, error } = useForecast(draft, example)
  const nobody = !hasPeople(draft)
  return (
    <div className="flex flex-col gap-6 rounded-lg border border-line bg-panel p-4 sm:p-5 lg:sticky lg:top-6">
      <section aria-labelledby="course">
        <h2 id="course" className="mb-2 text-lg font-semibold">
          {tryOut.course}
        </h2>
        {nobody ? (
          <p className="text-soft">{tryOut.courseEmpty}</p>
        ) : error ? (
          <p role="alert" className="font-medium text-exhausted">
            {refusedText(error, words, loadingText)}
          </p>
        ) : (
          data && <Course forecast={data} />
        )}
      </section>
      <section aria-labelledby="spoken" className="flex flex-col gap-3">
        <h2 id="spoken" className="text-lg font-semibold">
          {tryOut.spoken}
        </h2>
        <Field label={tryOut.example}>
          {(bound) => (
            <textarea
              {...bound}
              rows={2}
              maxLength={10_000}
              className={`${inputClass} field-sizing-content max-h-72`}
              value={example}
              onChange={(event) => setExample(event.target.value)}
            />
          )}
        </Field>
        {!nobody && !error && data && <Spoken spoken={data.spoken} />}
      </section>
      <Drill policy={kept} message={example} />
    </div>
  )
}

let typed: string | null = null

/** What an alert might say: as the reader typed it last, also before the policy was kept. */
function useExample(first: string) {
  const [example, setExample] = useState(typed ?? first)
  const type = (text: string): void => {
    typed = text
    setExample(text)
  }
  return [example, type] as const
}

/** How long typing must pause before the server is asked. */
const PAUSE_MS = 250

/** The dry run of what is typed; what was true before stays in sight until the next is there. */
function useForecast(draft: Draft, message: string) {
  // Nothing is asked while something is missing: nobody is named yet, or a number is being typed.
  const complete = hasPeople(draft) && !Number.isNaN(draft.rounds) && !Number.isNaN(draft.ringTimeout)
  const asked = usePaused(complete ? JSON.stringify({ ...ladderOf(draft), message }) : null)
  return useQuery({
    queryKey: ['dry-run', asked],
    queryFn: () =>
      request<Forecast>('/api/v1/policies/dry-run', { method: 'POST', body: JSON.parse(asked ?? '') }),
    enabled: asked !== null,
    placeholderData: keepPreviousData,
    gcTime: 0,
  })
}

function usePaused<T>(text: T): T {
  const [paused, setPaused] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setPaused(text), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [text])
  return paused
}
