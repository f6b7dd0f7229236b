import { Copy } from 'lucide-react'
import { useRef } from 'react'
import { useWords } from '../i18n/doors.ts'
import { copy } from './copy.ts'
import { IconButton } from './button.tsx'
import { say } from './toasts.tsx'

/** Lines to take elsewhere. Where a browser lets nobody copy, they are selected. */
export function Command({ text, label }: { text: string; label: string }) {
  const { doors: words } = useWords()
  const shown = useRef<HTMLElement>(null)
  async function take(): Promise<void> {
    if (await copy(text)) return say(words.copied)
    if (shown.current) getSelection()?.selectAllChildren(shown.current)
    return say(words.select)
  }
  return (
    <div className="flex items-start gap-1 rounded-md border border-line bg-sunken">
      <pre className="min-w-0 grow py-2.5 pl-3.5 text-sm leading-relaxed break-all whitespace-pre-wrap">
        <code ref={shown}>{text}</code>
      </pre>
      <IconButton
        label={`${words.copy}: ${label}`}
        icon={<Copy aria-hidden className="size-4.5" />}
        onClick={() => void take()}
      />
    </div>
  )
}
