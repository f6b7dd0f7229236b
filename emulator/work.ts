/** What is on its way: while it is 0, nothing moves until the clock does. */
export type Work = {
  /**
   * Counts one thing more; what it returns counts it off again (once). Whoever goes on to a next
   * step begins that one first and ends his own afterwards, so the count never dips in between.
   */
  begin(): () => void
  count(): number
  /**
   * For a request that is counted already and waits on purpose, for the clock or for ever: it is no
   * movement until `until` is fulfilled. `gone` is when its client no longer waits.
   */
  withhold(until: Promise<unknown>, gone: Promise<unknown>): Promise<void>
  /** How many clients wait for an answer that is withheld. */
  withheld(): number
}

export function workCounter(): Work {
  let count = 0
  let withheld = 0
  return {
    begin() {
      count += 1
      let open = true
      return () => {
        if (open) count -= 1
        open = false
      }
    },
    count: () => count,
    async withhold(until, gone) {
      withheld += 1
      count -= 1
      const answered = (async () => {
        await until
        count += 1
      })()
      await Promise.race([answered, gone])
      withheld -= 1
      await answered
    },
    withheld: () => withheld,
  }
}
