import type { Context } from 'hono'

const MOST_A_PAGE = 1_000

/** One page of a list, newest first, in Twilio's wrapper; `key` is the name under which the items stand. */
export function pageOf<Item>(
  c: Context,
  key: string,
  items: readonly Item[],
  resource: (item: Item) => object,
) {
  const size = Math.min(Math.max(Number(c.req.query('PageSize') ?? 50) || 50, 1), MOST_A_PAGE)
  const page = Math.max(Number(c.req.query('Page') ?? 0) || 0, 0)
  const start = page * size
  const slice = items.slice(start, start + size)
  const at = (n: number) => {
    const query = new URLSearchParams({ ...c.req.query(), Page: String(n), PageSize: String(size) })
    return `${c.req.path}?${query.toString()}`
  }
  return {
    [key]: slice.map(resource),
    page,
    page_size: size,
    start,
    end: Math.max(start + slice.length - 1, 0),
    uri: at(page),
    first_page_uri: at(0),
    next_page_uri: start + size < items.length ? at(page + 1) : null,
    previous_page_uri: page > 0 ? at(page - 1) : null,
  }
}
