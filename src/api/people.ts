import { isNoLadder, type NoLadder, type Somebody, type Whom } from '../domain/directory.ts'
import { parsePhone } from '../domain/phone-number.ts'
import type { User } from '../store/directory.ts'
import type * as wire from '../wire/ladder.ts'
import { fieldProblem, type HttpProblem } from './problem.ts'
import { described } from './shelf.ts'

const PHONE_EXAMPLE = '010-0000-0001'

/** E.164 for what a person typed. Throws a 422 that names the field. */
export function phoneOf(typed: string, field: string): string {
  const e164 = parsePhone(typed)
  if (e164 === null) throw fieldProblem(field, 'is no phone number', PHONE_EXAMPLE, { code: 'no-phone' })
  return e164
}

const somebodyOf = ({ contact_id, name, phone }: wire.Somebody, i: number): Somebody =>
  contact_id === undefined
    ? { name: name ?? '', phone: phoneOf(phone ?? '', `contacts.${i}.phone`) }
    : { contactId: contact_id }

/** Whom a request names; its schema made sure that it is one of the two. */
export const whomOf = (body: {
  contacts?: wire.Somebody[] | undefined
  group_id?: string | undefined
}): Whom =>
  body.group_id === undefined ? { people: (body.contacts ?? []).map(somebodyOf) } : { groupId: body.group_id }

/** The field of a request that says whom to ring. */
export const fieldOf = (whom: Whom): string => ('groupId' in whom ? 'group_id' : 'contacts')

/** Throws a 422 that names the field when this can ring nobody. `whose`: whose ladder it is, where that is not plain. */
export function mustRing<T extends object>(found: T | NoLadder, field: string, whose?: User): T {
  if (isNoLadder(found)) throw ladderProblem(found, field, whose)
  return found
}

/** Two with one number would be rung one after the other in vain. */
function ladderProblem(no: NoLadder, field: string, whose?: User): HttpProblem {
  switch (no.why) {
    case 'nobody':
      return fieldProblem(field, 'nobody to ring', [{ name: '홍길동', phone: PHONE_EXAMPLE }])
    case 'no-such-group':
      return fieldProblem(field, 'there is no such group')
    case 'no-such-contact':
      return fieldProblem(`${field}.${no.position}`, `there is no contact ${no.id}`, undefined, {
        code: 'no-contact',
      })
    case 'shared-number': {
      const [first, second] = no.names
      return fieldProblem(
        field,
        `${whose ? `${described(whose)}: ` : ''}${first} and ${second} have the same number ${no.phone}; each must have one of their own`,
        undefined,
        {
          code: 'shared-number',
          values: { first, second, phone: no.phone, ...(whose && { in: whose.name }) },
        },
      )
    }
    default:
      return no satisfies never
  }
}
