import { BellOff, LoaderCircle, TriangleAlert, WifiOff } from 'lucide-react'
import type { ReactNode } from 'react'
import { useWords, type Language } from '../i18n/words.ts'
import type { Words } from '../i18n/ko.ts'
import { Refused, Unanswered } from '../session/request.ts'
import { Button } from './button.tsx'

type Props = { icon?: ReactNode; title: string; children?: ReactNode; action?: ReactNode }

/** Nothing to show, and what to do about it. */
export function Empty({ icon = <BellOff aria-hidden className="size-7" />, title, children, action }: Props) {
  return (
    <div className="flex flex-col items-center gap-2 rounded-lg border border-dashed border-line px-5 py-10 text-center">
      <span className="text-soft">{icon}</span>
      <p className="text-lg font-semibold">{title}</p>
      {children !== undefined && <div className="max-w-prose text-soft">{children}</div>}
      {action !== undefined && <div className="pt-2">{action}</div>}
    </div>
  )
}

export function Loading() {
  const words = useWords()
  return (
    <p role="status" className="flex items-center justify-center gap-2 py-10 text-soft">
      <LoaderCircle aria-hidden className="size-5 motion-safe:animate-spin" />
      {words.state.loading}
    </p>
  )
}

/** Until something is loaded: that it is on its way, or that nobody answers. */
export function Waiting({ isPaused, failureReason }: { isPaused: boolean; failureReason: unknown }) {
  const words = useWords()
  if (!isPaused && failureReason === null) return <Loading />
  return (
    <div role="status">
      <Empty icon={<WifiOff aria-hidden className="size-7" />} title={words.state.unreachableTitle}>
        {words.state.unreachable}
      </Empty>
    </div>
  )
}

/** What went wrong, in the reader's language as far as it is known there. */
export function Failure({ error, retry }: { error: unknown; retry: () => void }) {
  const words = useWords()
  return (
    <div role="alert">
      <Empty
        icon={<TriangleAlert aria-hidden className="size-7 text-exhausted" />}
        title={words.state.error}
        action={<Button onClick={retry}>{words.state.retry}</Button>}
      >
        {loadingText(error, words)}
      </Empty>
    </div>
  )
}

/** Why something could not be loaded. Without a server it is loaded by itself as soon as there is one. */
export const loadingText = (error: unknown, words: Words): string =>
  error instanceof Refused ? problemText(error, words) : words.state.unreachable

/**
 * Why something was not done. The server says it in both languages; what stood between us and it speaks
 * English at best.
 */
export function problemText(error: unknown, { language, state }: Words): string {
  if (error instanceof Unanswered) return state.unanswered
  if (!(error instanceof Refused)) return state.notSent
  const { status, detail, detail_ko: inKorean } = error.problem
  if (language === 'en') return detail
  return inKorean ?? state.answered(`${status} ${detail}`)
}

/** Long words of people: cut nowhere, wrapped everywhere, marked with their own language's rules. */
export function Message({
  text,
  language,
  clamp = false,
}: {
  text: string
  language: Language
  clamp?: boolean
}) {
  const words = useWords()
  if (text.trim() === '') return <span className="text-soft">{words.board.noMessage}</span>
  return (
    <span lang={language} className={`whitespace-pre-line ${clamp ? 'line-clamp-3' : ''}`}>
      {text}
    </span>
  )
}
