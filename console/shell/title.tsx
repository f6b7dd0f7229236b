import { useEffect, type ReactNode } from 'react'

/** The heading of a page, which is its title in the tab too. */
export function Title({ text, tools }: { text: string; tools?: ReactNode }) {
  useEffect(() => {
    document.title = `${text} · Nightbell`
  }, [text])
  return (
    <div className="mb-4 flex flex-wrap items-center justify-between gap-3">
      <h1 className="min-w-0 text-2xl font-bold tracking-tight">{text}</h1>
      {tools}
    </div>
  )
}
