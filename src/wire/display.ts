/** How numbers, places and days are shown: for whoever may import nothing but `wire`. */
export { formatPhone } from '../domain/phone-number.ts'
export { positionOf } from '../domain/plan.ts'
export { dayBegins, hoursOf } from '../domain/zone.ts'
