import { FileUp } from 'lucide-react'
import { useRef, useState } from 'react'
import { useWords } from '../i18n/directory.ts'
import { Button } from '../parts/button.tsx'
import { Field, inputClass } from '../parts/field.tsx'
import { say } from '../parts/toasts.tsx'

/** What is to be read. `key` tells one from the next; `file`: what the file is called; null: it was pasted. */
export type Text = { key: number; file: string | null; bytes: Uint8Array<ArrayBuffer> }

/** As much as the server takes. */
const MOST_BYTES = 256 * 1024

let read = 0

/** A file that is chosen or dropped, or a text that is pasted. */
export function Source({ onText }: { onText: (text: Text) => void }) {
  const words = useWords().directory.import
  const [over, setOver] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  async function take(file: File | undefined): Promise<void> {
    if (!file) return
    if (file.size > MOST_BYTES) return say(words.tooLarge(MOST_BYTES / 1024), { tone: 'error' })
    onText({ key: ++read, file: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })
  }
  return (
    <div className="grid max-w-5xl grid-cols-1 gap-8 lg:grid-cols-2">
      <p className="max-w-prose text-soft lg:col-span-2">{words.lead}</p>
      <div
        className={`flex min-h-56 flex-col items-center justify-center gap-3 rounded-lg border-2 border-dashed p-5 text-center ${over ? 'border-ink bg-sunken' : 'border-edge'}`}
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault()
          setOver(false)
          void take(event.dataTransfer.files[0])
        }}
      >
        <FileUp aria-hidden className="size-8 text-soft" />
        <p className="text-soft">{words.drop}</p>
        <Button tone="primary" onClick={() => input.current?.click()}>
          {words.choose}
        </Button>
        <input
          ref={input}
          type="file"
          accept=".csv,.txt,text/csv,text/plain"
          aria-label={words.choose}
          tabIndex={-1}
          className="sr-only"
          onChange={(event) => {
            void take(event.target.files?.[0])
            event.target.value = ''
          }}
        />
      </div>
      <Paste onPaste={(text) => onText({ key: ++read, file: null, bytes: new TextEncoder().encode(text) })} />
    </div>
  )
}

function Paste({ onPaste }: { onPaste: (text: string) => void }) {
  const words = useWords().directory.import
  const [pasted, setPasted] = useState('')
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault()
        onPaste(pasted)
      }}
    >
      <Field label={words.paste}>
        {(bound) => (
          <textarea
            {...bound}
            required
            rows={7}
            spellCheck={false}
            placeholder={words.pastePlaceholder}
            className={inputClass}
            value={pasted}
            onChange={(event) => setPasted(event.target.value)}
          />
        )}
      </Field>
      <Button type="submit" className="self-start">
        {words.preview}
      </Button>
    </form>
  )
}
