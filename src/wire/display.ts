/** How numbers, places and days are shown, and what holds where nothing is said: for whoever may import nothing but `wire`. */
export { formatPhone, maskPhone } from '../domain/phone-number.ts'
export { DEFAULTS, positionOf } from '../domain/plan.ts'
export { dayBegins, hoursOf } from '../domain/zone.ts'
