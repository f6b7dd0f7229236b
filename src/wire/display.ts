/** How numbers and places are shown, and what holds where nothing is said: for whoever may import nothing but `wire`. */
export { formatPhone } from '../domain/phone-number.ts'
export { DEFAULTS, positionOf } from '../domain/plan.ts'
