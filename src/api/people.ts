import { isNoLadder, type NoLadder, type Somebody, type Whom } from '../domain/directory.ts'
import { formatPhone, parsePhone } from '../domain/phone-number.ts'
import type { Said } from '../domain/said.ts'
import type { User } from '../store/directory.ts'
import type * as wire from '../wire/ladder.ts'
import { fieldProblem, type HttpProblem } from './problem.ts'
import { described } from './shelf.ts'

const PHONE_EXAMPLE = '010-0000-0001'

/** E.164 for what a person typed. Throws a 422 that names the field. */
export function phoneOf(typed: string, field: string): string {
  const e164 = parsePhone(typed)
  if (e164 === null)
    throw fieldProblem(field, { ko: '전화번호가 아닙니다.', en: 'is no phone number' }, PHONE_EXAMPLE)
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

function inLadderOf(whose: User | undefined): Said {
  if (!whose) return { ko: '', en: '' }
  const { ko, en } = described(whose)
  return { ko: `${ko}: `, en: `${en}: ` }
}

/** Two with one number would be rung one after the other in vain. */
function ladderProblem(no: NoLadder, field: string, whose?: User): HttpProblem {
  switch (no.why) {
    case 'nobody':
      return fieldProblem(field, { ko: '전화할 사람이 없습니다.', en: 'nobody to ring' }, [
        { name: '홍길동', phone: PHONE_EXAMPLE },
      ])
    case 'no-such-group':
      return fieldProblem(field, { ko: '이런 담당자 그룹이 없습니다.', en: 'there is no such group' })
    case 'no-such-contact':
      return fieldProblem(`${field}.${no.position}`, {
        ko: `담당자를 찾을 수 없습니다: ${no.id}`,
        en: `there is no contact ${no.id}`,
      })
    case 'shared-number': {
      const [first, second] = no.names
      const { ko, en } = inLadderOf(whose)
      return fieldProblem(field, {
        ko: `${ko}${first} 님과 ${second} 님의 번호가 같습니다 (${formatPhone(no.phone)}). 서로 다른 번호여야 합니다.`,
        en: `${en}${first} and ${second} have the same number ${no.phone}; each must have one of their own`,
      })
    }
    default:
      return no satisfies never
  }
}
