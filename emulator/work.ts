/** What is on its way: while it is 0, nothing moves until the clock does. */
export type Work = {
  /**
   * Counts one thing more; what it returns counts it off again (once). Whoever goes on to a next
   * step begins that one first and ends his own afterwards, so the count never dips in between.
   */
  begin(): () => void
  count(): number
  settled(): Promise<void>
}

export function workCounter(): Work {
  let count = 0
  let waiting: (() => void)[] = []
  function ended(): void {
    count -= 1
    if (count > 0) return
    const ready = waiting
    waiting = []
    for (const resolve of ready) resolve()
  }
  return {
    begin() {
      count += 1
      let open = true
      return () => {
        if (open) ended()
        open = false
      }
    },
    count: () => count,
    async settled() {
      // Looked at again after each wake: whoever was woken first may have begun something.
      // oxlint-disable-next-line no-unmodified-loop-condition -- what `begin` returns modifies it
      while (count > 0) await new Promise<void>((resolve) => waiting.push(resolve))
    },
  }
}
