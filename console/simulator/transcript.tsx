import { useEffect, useRef, useState } from 'react'
import { useWords } from '../i18n/words.ts'
import type { Phone, Phones } from './phones.ts'

/** What has been heard, word by word as it is spoken; the last words stay in sight. */
export function Transcript({ phone, phones: { line } }: { phone: Phone; phones: Phones }) {
  const words = useWords()
  const box = useRef<HTMLDivElement>(null)
  const { speaking } = phone
  const [now, setNow] = useState(() => line.now())
  useEffect(() => {
    if (!speaking) return undefined
    const timer = setInterval(() => setNow(line.now()), 120)
    return () => clearInterval(timer)
  }, [speaking, line])
  useEffect(() => {
    box.current?.scrollTo({ top: box.current.scrollHeight })
  })
  return (
    <div
      ref={box}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, by keyboard too
      tabIndex={0}
      role="log"
      aria-label={words.phone.heard}
      className="h-28 shrink-0 overflow-y-auto rounded-md bg-sunken p-2.5 text-sm"
    >
      {phone.heard.length === 0 && <p className="text-soft">{words.phone.quiet}</p>}
      {phone.heard.map((heard) => (
        <p key={heard.id} lang={heard.language} className="mb-1.5">
          {spoken(heard.text, ((heard.until ?? now) - heard.at) / heard.ms)}
        </p>
      ))}
    </div>
  )
}

/** The words that a voice has said after this part of its time, 0 to 1. What was cut off was not heard. */
export function spoken(text: string, part: number): string {
  const parts = text.split(/(?<=\s)/)
  return parts.slice(0, Math.max(1, Math.ceil(part * parts.length))).join('')
}
