import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Import } from '../../src/wire/import.ts'
import { changed } from '../directory/data.ts'
import { Back } from '../directory/frame.tsx'
import { refusedText } from '../directory/refused.ts'
import { useWords } from '../i18n/directory.ts'
import { Choice } from '../parts/field.tsx'
import { useOnce } from '../parts/once.ts'
import { Loading, loadingText } from '../parts/states.tsx'
import { say } from '../parts/toasts.tsx'
import { refusalOf } from '../session/request.ts'
import { Title } from '../shell/title.tsx'
import { Imported } from './imported.tsx'
import { Preview } from './preview.tsx'
import { Source, type Text } from './source.tsx'

type Charset = Import['charset'] | 'auto'

/** Contacts from a CSV file: chosen, looked at, and only then kept, all of them or none. */
export function ImportContacts() {
  const words = useWords()
  const [text, setText] = useState<Text | null>(null)
  const [made, setMade] = useState<Import['contacts'] | null>(null)
  const startAgain = () => {
    setText(null)
    setMade(null)
  }
  return (
    <>
      <Back to="/contacts" />
      <Title text={words.directory.import.title} />
      {made ? (
        <Imported contacts={made} onAgain={startAgain} />
      ) : text ? (
        <Looked text={text} onMade={setMade} onAgain={startAgain} />
      ) : (
        <Source onText={setText} />
      )}
    </>
  )
}

type LookedProps = { text: Text; onMade: (contacts: Import['contacts']) => void; onAgain: () => void }

function Looked({ text, onMade, onAgain }: LookedProps) {
  const words = useWords()
  const { import: texts } = words.directory
  const [charset, setCharset] = useState<Charset>('auto')
  const preview = useQuery({
    queryKey: ['import', text.key, charset],
    queryFn: () => send(text, charset, true),
    gcTime: 0,
  })
  const keep = useOnce(async () => {
    try {
      const { contacts } = await send(text, charset, false)
      changed()
      onMade(contacts)
    } catch (error) {
      // Somebody else may have made one of them meanwhile: what is wrong now is looked up again.
      say(refusedText(error, words), { tone: 'error' })
      void preview.refetch()
    }
  })
  return (
    <div className="flex flex-col gap-5">
      <div className="flex flex-wrap items-end justify-between gap-4">
        <p className="min-w-0 font-semibold">{text.file ? texts.file(text.file) : texts.pasted}</p>
        {text.file && (
          <Choice<Charset>
            label={texts.charset}
            value={charset}
            options={[
              { value: 'auto', text: texts.charsetAuto },
              { value: 'utf-8', text: 'UTF-8' },
              { value: 'cp949', text: 'CP949' },
              { value: 'utf-16le', text: 'UTF-16' },
            ]}
            {...(charset === 'auto' &&
              preview.data && { hint: texts.readAs(preview.data.charset.toUpperCase()) })}
            onChange={setCharset}
          />
        )}
      </div>
      {preview.data || preview.error ? (
        <Preview
          found={preview.data ?? null}
          problem={preview.error ? refusedText(preview.error, words, loadingText) : null}
          busy={keep.busy}
          onKeep={keep.run}
          onAgain={onAgain}
        />
      ) : (
        <Loading />
      )}
    </div>
  )
}

async function send({ bytes }: Text, charset: Charset, dryRun: boolean): Promise<Import> {
  const query = new URLSearchParams({
    dry_run: String(dryRun),
    ...(charset !== 'auto' && { charset }),
  })
  const response = await fetch(`/api/v1/contacts/import?${query.toString()}`, {
    method: 'POST',
    headers: { 'Content-Type': 'text/csv', Accept: 'application/json' },
    body: bytes,
  })
  if (!response.ok) throw await refusalOf(response)
  return response.json()
}
