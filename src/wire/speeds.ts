/** How many simulated seconds may pass in one. */
export const SPEEDS = [1, 5, 20] as const
