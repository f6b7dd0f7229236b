import { membersOf, type Contact as Document } from '../domain/directory.ts'
import { peopleOf } from '../engine/plan-of-policy.ts'
import { listEntries, loadEntries, usersOf, type Entry } from '../store/directory.ts'
import type { Tx } from '../store/database.ts'
import { ChangedContact, Contact, ContactList, NewContact } from '../wire/contact.ts'
import { mustRing, phoneOf } from './people.ts'
import { fieldProblem } from './problem.ts'
import { checkedBy, newRouter, type House, type Router } from './routes.ts'
import { keeper, mustLoad, presentKept, routesOf, type Draft } from './shelf.ts'

const routes = routesOf('Contacts', 'a contact', {
  made: NewContact,
  changed: ChangedContact,
  one: Contact,
  list: ContactList,
})

export function contacts(house: House): Router {
  const app = newRouter()
  const { db } = house
  const keep = keeper(house, 'contacts', keepLaddersWhole)

  app.openapi(
    routes.create,
    async (c) => c.json(presentContact(await keep.create(draftOf(c.req.valid('json')))), 201),
    checkedBy(NewContact),
  )
  app.openapi(routes.list, async (c) =>
    c.json({ contacts: (await listEntries(db.read, 'contacts')).map(presentContact) }, 200),
  )
  app.openapi(routes.deleted, async (c) => c.json(await keep.deleted(), 200))
  app.openapi(routes.one, async (c) =>
    c.json(presentContact(await mustLoad(db.read, 'contacts', c.req.valid('param').id)), 200),
  )
  app.openapi(
    routes.change,
    async (c) => {
      const { version, ...body } = c.req.valid('json')
      return c.json(presentContact(await keep.change(c.req.valid('param').id, version, draftOf(body))), 200)
    },
    checkedBy(ChangedContact),
  )
  app.openapi(routes.remove, async (c) => {
    await keep.remove(c.req.valid('param').id)
    return c.body(null, 204)
  })
  app.openapi(routes.restore, async (c) =>
    c.json(presentContact(await keep.restore(c.req.valid('param').id)), 200),
  )
  return app
}

/** Throws a 422 that names the field. */
function draftOf({ name, numbers, language, note }: NewContact): Draft<'contacts'> {
  const [first, ...rest] = numbers.map(({ phone, label }, i) => ({
    phone: phoneOf(phone, `numbers.${i}.phone`),
    label,
  }))
  if (!first)
    throw fieldProblem(
      'numbers',
      { ko: '담당자에게는 번호가 있어야 합니다.', en: 'a contact needs a number' },
      [{ phone: '010-0000-0001' }],
    )
  const document: Document = { numbers: [first, ...rest], language, note }
  return { name, document, uses: [] }
}

/** A new number must not be that of somebody else on the same ladder: at night it would be too late to say so. */
async function keepLaddersWhole(tx: Tx, { id }: Entry<'contacts'>): Promise<void> {
  for (const user of await usersOf(tx, id)) {
    const ids = [user.id]
    for (const group of await loadEntries(tx, 'groups', ids))
      mustRing(await peopleOf(tx, { people: membersOf(group.document) }), 'numbers', user)
    for (const { document } of await loadEntries(tx, 'policies', ids))
      mustRing(await peopleOf(tx, document), 'numbers', user)
  }
}

export function presentContact(entry: Entry<'contacts'>): Contact {
  const { numbers, language, note } = entry.document
  return { ...presentKept(entry), numbers: [...numbers], language, note }
}
