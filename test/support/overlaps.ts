type Rung = { request: { to: string }; life: readonly { status: string; at: string }[] }

/** From the first ring until the phone is silent, epoch ms; Infinity for what never came. */
export function ringingOf({ life }: Rung): { from: number; until: number } {
  const time = (statuses: string[]) => life.find(({ status }) => statuses.includes(status))?.at
  const from = time(['ringing', 'in-progress'])
  const until = time(['completed', 'busy', 'failed', 'no-answer', 'canceled'])
  return { from: from ? Date.parse(from) : Infinity, until: until ? Date.parse(until) : Infinity }
}

/** Pairs of numbers that rang or talked at the same time. */
export function overlapsOf(calls: readonly Rung[]): [string, string][] {
  const spans = calls.map((call) => ({ to: call.request.to, ...ringingOf(call) }))
  return spans.flatMap((a, i) =>
    spans
      .slice(i + 1)
      .flatMap((b): [string, string][] => (a.from < b.until && b.from < a.until ? [[a.to, b.to]] : [])),
  )
}
