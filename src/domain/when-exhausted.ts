/** What happens when everybody was tried and nobody acknowledged. `times`: how often it may still be repeated. */
export type WhenExhausted =
  | { do: 'repeat'; afterMinutes: number; times: number }
  | { do: 'policy'; policyId: string }
  | { do: 'webhook'; url: string }

/** When it is due for an escalation that ended at `endedAt` (epoch ms). */
export const dueAfter = (when: WhenExhausted, endedAt: number): number =>
  when.do === 'repeat' ? endedAt + when.afterMinutes * 60_000 : endedAt

/** What the repetition does in turn: one less, and in the end nothing. */
export const onceLess = (when: Extract<WhenExhausted, { do: 'repeat' }>): WhenExhausted | undefined =>
  when.times > 1 ? { ...when, times: when.times - 1 } : undefined
