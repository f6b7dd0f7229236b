import type { ReactNode } from 'react'

/** A chart or a table, and in a sentence what one sees. */
export function Figure({
  title,
  caption,
  children,
}: {
  title: string
  caption: string
  children?: ReactNode
}) {
  return (
    <figure className="min-w-0">
      <figcaption className="mb-3">
        <h2 className="text-lg font-semibold">{title}</h2>
        <p className="max-w-prose text-soft">{caption}</p>
      </figcaption>
      {children}
    </figure>
  )
}
