import type { NewRule } from '../../emulator/faults/fault-rule.ts'

/**
 * Everything that can go wrong, together. Of a hundred requests about eight go wrong, of a hundred
 * callbacks about sixteen, and two calls of a hundred have no callbacks at all.
 */
export const ALL_FAULTS: NewRule[] = [
  { where: 'create', fault: 'accept-then-500', probability: 0.015 },
  { where: 'create', fault: 'accept-then-hang', probability: 0.01 },
  { where: 'create', fault: 'accept-then-reset', probability: 0.015 },
  { where: 'create', fault: 'reset', probability: 0.01 },
  { where: 'create', fault: 'slow', seconds: 6, probability: 0.01 },
  { where: 'create', fault: 'slow', seconds: 20, probability: 0.005 },
  { where: 'create', fault: '429', probability: 0.005 },
  { where: 'create', fault: '503', probability: 0.005 },
  {
    where: 'create',
    fault: 'refuse',
    refusal: { status: 400, code: 21211, message: 'no' },
    probability: 0.005,
  },
  { where: 'fetch', fault: '503', probability: 0.03 },
  { where: 'fetch', fault: 'accept-then-hang', probability: 0.005 },
  { where: 'list', fault: '503', probability: 0.05 },
  { where: 'list', fault: 'accept-then-hang', probability: 0.01 },
  { where: 'update', fault: '503', probability: 0.03 },
  { where: 'update', fault: 'accept-then-500', probability: 0.02 },
  { where: 'update', fault: 'reset', probability: 0.01 },
  { where: 'message', fault: 'accept-then-500', probability: 0.3 },
  { where: 'callback', fault: 'drop', probability: 0.04 },
  { where: 'callback', fault: 'double', probability: 0.04 },
  { where: 'callback', fault: 'delay', seconds: 30, probability: 0.02 },
  { where: 'callback', fault: 'reorder', probability: 0.04 },
  { where: 'callback', fault: 'forge', probability: 0.02 },
  { where: 'callback', fault: 'none', probability: 0.02 },
]

/** A new call is missing from the list for so long, in seconds. Nightbell looks for about three. */
export const LIST_LAG = 1.5
