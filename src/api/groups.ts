import { membersOf, usesOf, type NoLadder, type Whom } from '../domain/directory.ts'
import type { Plan } from '../domain/plan.ts'
import { peopleOf, peopleOfEach } from '../engine/plan-of-policy.ts'
import { listEntries, type Entry } from '../store/directory.ts'
import { ChangedGroup, Group, GroupList, NewGroup } from '../wire/group.ts'
import { mustRing } from './people.ts'
import { presentMember } from './present.ts'
import { checkedBy, newRouter, type House, type Router } from './routes.ts'
import { keeper, mustLoad, presentKept, routesOf, type Draft } from './shelf.ts'

const routes = routesOf('Groups', 'a group', {
  made: NewGroup,
  changed: ChangedGroup,
  one: Group,
  list: GroupList,
})

export function groups(house: House): Router {
  const app = newRouter()
  const { db } = house
  const presentNow = async (entry: Entry<'groups'>) => present(entry, await peopleOf(db.read, whomOf(entry)))
  const keep = keeper(house, 'groups', async (tx, entry) => {
    mustRing(await peopleOf(tx, whomOf(entry)), 'contact_ids')
  })

  app.openapi(
    routes.create,
    async (c) => c.json(await presentNow(await keep.create(draftOf(c.req.valid('json')))), 201),
    checkedBy(NewGroup),
  )
  app.openapi(routes.list, async (c) => {
    const found = await listEntries(db.read, 'groups')
    const people = await peopleOfEach(db.read)
    return c.json({ groups: found.map((entry) => present(entry, people(whomOf(entry)))) }, 200)
  })
  app.openapi(routes.deleted, async (c) => c.json(await keep.deleted(), 200))
  app.openapi(routes.one, async (c) =>
    c.json(await presentNow(await mustLoad(db.read, 'groups', c.req.valid('param').id)), 200),
  )
  app.openapi(
    routes.change,
    async (c) => {
      const { version, ...body } = c.req.valid('json')
      const changed = await keep.change(c.req.valid('param').id, version, draftOf(body))
      return c.json(await presentNow(changed), 200)
    },
    checkedBy(ChangedGroup),
  )
  app.openapi(routes.remove, async (c) => {
    await keep.remove(c.req.valid('param').id)
    return c.body(null, 204)
  })
  app.openapi(routes.restore, async (c) =>
    c.json(await presentNow(await keep.restore(c.req.valid('param').id)), 200),
  )
  return app
}

function draftOf({ name, contact_ids }: NewGroup): Draft<'groups'> {
  const document = { contactIds: contact_ids }
  return { name, document, uses: usesOf(document) }
}

const whomOf = ({ document }: Entry<'groups'>): Whom => ({ people: membersOf(document) })

function present(entry: Entry<'groups'>, people: Plan['people'] | NoLadder): Group {
  return {
    ...presentKept(entry),
    contact_ids: [...entry.document.contactIds],
    members: mustRing(people, 'contact_ids').map(presentMember),
  }
}
