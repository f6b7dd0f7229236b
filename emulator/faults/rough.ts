import type { NewRule } from './fault-rule.ts'

/** A bad day: about a quarter of the requests and a third of the callbacks go wrong in one way or another. */
export const roughFaults: readonly NewRule[] = [
  { where: 'create', fault: 'accept-then-500', probability: 0.05 },
  { where: 'create', fault: 'accept-then-hang', probability: 0.03 },
  { where: 'create', fault: 'accept-then-reset', probability: 0.05 },
  { where: 'create', fault: 'reset', probability: 0.04 },
  { where: 'create', fault: 'slow', seconds: 6, probability: 0.04 },
  { where: 'create', fault: '429', probability: 0.02 },
  { where: 'create', fault: '503', probability: 0.02 },
  { where: 'fetch', fault: '503', probability: 0.1 },
  { where: 'list', fault: 'reset', probability: 0.1 },
  { where: 'update', fault: 'accept-then-500', probability: 0.1 },
  { where: 'message', fault: 'accept-then-500', probability: 0.1 },
  { where: 'callback', fault: 'none', probability: 0.05 },
  { where: 'callback', fault: 'drop', probability: 0.08 },
  { where: 'callback', fault: 'double', probability: 0.08 },
  { where: 'callback', fault: 'delay', seconds: 10, probability: 0.05 },
  { where: 'callback', fault: 'reorder', probability: 0.05 },
  { where: 'callback', fault: 'forge', probability: 0.05 },
]
