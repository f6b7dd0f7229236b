import { usesOf } from '../domain/directory.ts'
import { peopleOfGroup } from '../engine/plan-of-policy.ts'
import { listEntries, type Entry } from '../store/directory.ts'
import type { Database } from '../store/database.ts'
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
  const keep = keeper(house, 'groups', async (tx, entry) => {
    mustRing(await peopleOfGroup(tx, entry), 'contact_ids')
  })

  app.openapi(
    routes.create,
    async (c) => c.json(await present(db.read, await keep.create(draftOf(c.req.valid('json')))), 201),
    checkedBy(NewGroup),
  )
  app.openapi(routes.list, async (c) => {
    const found = await listEntries(db.read, 'groups')
    return c.json({ groups: await Promise.all(found.map((entry) => present(db.read, entry))) }, 200)
  })
  app.openapi(routes.deleted, async (c) => c.json(await keep.deleted(), 200))
  app.openapi(routes.one, async (c) =>
    c.json(await present(db.read, await mustLoad(db.read, 'groups', c.req.valid('param').id)), 200),
  )
  app.openapi(
    routes.change,
    async (c) => {
      const { version, ...body } = c.req.valid('json')
      const changed = await keep.change(c.req.valid('param').id, version, draftOf(body))
      return c.json(await present(db.read, changed), 200)
    },
    checkedBy(ChangedGroup),
  )
  app.openapi(routes.remove, async (c) => {
    await keep.remove(c.req.valid('param').id)
    return c.body(null, 204)
  })
  app.openapi(routes.restore, async (c) =>
    c.json(await present(db.read, await keep.restore(c.req.valid('param').id)), 200),
  )
  return app
}

function draftOf({ name, contact_ids }: NewGroup): Draft<'groups'> {
  const document = { contactIds: contact_ids }
  return { name, document, uses: usesOf(document) }
}

async function present(db: Database['read'], entry: Entry<'groups'>): Promise<Group> {
  const people = mustRing(await peopleOfGroup(db, entry), 'contact_ids')
  return {
    ...presentKept(entry),
    contact_ids: [...entry.document.contactIds],
    members: people.map(presentMember),
  }
}
