/** How numbers and places are shown: for whoever may import nothing but `wire`. */
export { formatPhone, maskPhone } from '../domain/phone-number.ts'
export { positionOf } from '../domain/plan.ts'
