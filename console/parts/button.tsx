import type { ReactNode } from 'react'
import { say } from './toasts.tsx'

const TONES = {
  primary: 'bg-ink text-ground border-ink hover:opacity-85',
  plain: 'bg-panel text-ink border-edge hover:bg-sunken',
  quiet: 'text-ink border-transparent hover:bg-sunken',
  taken: 'bg-taken text-ground border-taken hover:opacity-85',
  danger: 'bg-panel text-exhausted border-exhausted hover:bg-sunken',
} as const

/** What a button looks like, for links that are pressed as one. */
export const buttonClass = (tone: keyof typeof TONES, more = ''): string =>
  `inline-flex min-h-11 items-center justify-center gap-2 rounded-md border px-3.5 py-1.5 text-base font-medium transition-colors aria-disabled:cursor-not-allowed aria-disabled:opacity-60 ${TONES[tone]} ${more}`

type Props = {
  tone?: keyof typeof TONES
  /** Why it cannot be pressed now; it stays in reach, and whoever presses it is told. */
  reason?: string | null
  icon?: ReactNode
  type?: 'button' | 'submit'
  className?: string
  onClick?: () => void
  children: ReactNode
}

/** At least 44 px high: it is pressed half asleep. */
export function Button({
  tone = 'plain',
  reason = null,
  icon,
  type = 'button',
  className = '',
  ...rest
}: Props) {
  return (
    <button
      type={type}
      aria-disabled={reason !== null}
      title={reason ?? undefined}
      className={buttonClass(tone, className)}
      onClick={(event) => {
        if (reason === null) return rest.onClick?.()
        event.preventDefault()
        say(reason)
      }}
    >
      {icon}
      <span>{rest.children}</span>
      {reason !== null && <span className="sr-only">({reason})</span>}
    </button>
  )
}

export function IconButton({
  label,
  icon,
  onClick,
}: {
  label: string
  icon: ReactNode
  onClick: () => void
}) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      onClick={onClick}
      className="inline-flex size-11 shrink-0 items-center justify-center rounded-md text-soft hover:bg-sunken hover:text-ink"
    >
      {icon}
    </button>
  )
}
