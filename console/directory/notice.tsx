import { useEffect, useRef, type ReactNode } from 'react'

/** Why something was not done. It comes into sight, wherever on the page it was asked for. */
export function Notice({ title, icon, children }: { title: string; icon?: ReactNode; children: ReactNode }) {
  const box = useRef<HTMLElement>(null)
  useEffect(() => box.current?.focus(), [])
  return (
    <section
      ref={box}
      role="alert"
      tabIndex={-1}
      className="mb-6 max-w-2xl scroll-mt-24 rounded-lg border-2 border-exhausted bg-panel p-4 sm:p-5"
    >
      <h2 className="flex items-center gap-2 text-lg font-semibold text-exhausted">
        {icon}
        {title}
      </h2>
      {children}
    </section>
  )
}
