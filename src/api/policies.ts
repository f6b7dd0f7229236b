import { usesOf, type NoLadder, type Policy as Document } from '../domain/directory.ts'
import type { Plan } from '../domain/plan.ts'
import type { Said } from '../domain/said.ts'
import type { WhenExhausted } from '../domain/when-exhausted.ts'
import { peopleOf, peopleOfEach } from '../engine/plan-of-policy.ts'
import { listEntries, loadEntry, type Entry } from '../store/directory.ts'
import type { Tx } from '../store/database.ts'
import { ChangedPolicy, NewPolicy, Policy, PolicyList } from '../wire/policy.ts'
import { fieldOf, mustRing, whomOf } from './people.ts'
import { checkedTemplate, requireKeys } from './plan-of.ts'
import { presentMember } from './present.ts'
import { fieldProblem } from './problem.ts'
import { checkedBy, newRouter, type House, type Router } from './routes.ts'
import { keeper, mustLoad, presentKept, routesOf, type Draft } from './shelf.ts'

const routes = routesOf('Policies', 'an escalation policy', {
  made: NewPolicy,
  changed: ChangedPolicy,
  one: Policy,
  list: PolicyList,
})

export function policies(house: House): Router {
  const app = newRouter()
  const { db } = house
  const presentNow = async (entry: Entry<'policies'>) =>
    present(entry, await peopleOf(db.read, entry.document))
  const keep = keeper(house, 'policies', check)
  const draft = ({ name, ...body }: NewPolicy): Draft<'policies'> => {
    const document = policyOf(body)
    requireKeys(document, house.callbacks)
    return { name, document, uses: usesOf(document) }
  }

  app.openapi(
    routes.create,
    async (c) => c.json(await presentNow(await keep.create(draft(c.req.valid('json')))), 201),
    checkedBy(NewPolicy),
  )
  app.openapi(routes.list, async (c) => {
    const found = await listEntries(db.read, 'policies')
    const people = await peopleOfEach(db.read)
    return c.json({ policies: found.map((entry) => present(entry, people(entry.document))) }, 200)
  })
  app.openapi(routes.deleted, async (c) => c.json(await keep.deleted(), 200))
  app.openapi(routes.one, async (c) =>
    c.json(await presentNow(await mustLoad(db.read, 'policies', c.req.valid('param').id)), 200),
  )
  app.openapi(
    routes.change,
    async (c) => {
      const { version, ...body } = c.req.valid('json')
      const changed = await keep.change(c.req.valid('param').id, version, draft(body))
      return c.json(await presentNow(changed), 200)
    },
    checkedBy(ChangedPolicy),
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

/** Throws a 422 that names the field. */
function policyOf(body: Omit<NewPolicy, 'name'>): Document {
  const { message_template: template, when_exhausted: when } = body
  return {
    ...whomOf(body),
    rounds: body.rounds,
    ringTimeoutSeconds: body.ring_timeout_seconds,
    acknowledgeBy: body.acknowledge_by,
    language: body.language,
    ...(template !== null && { messageTemplate: checkedTemplate(template) }),
    ...(when && { whenExhausted: whenExhaustedOf(when) }),
  }
}

function whenExhaustedOf(when: NonNullable<NewPolicy['when_exhausted']>): WhenExhausted {
  switch (when.do) {
    case 'repeat':
      return { do: 'repeat', afterMinutes: when.after_minutes, times: when.times }
    case 'policy':
      return { do: 'policy', policyId: when.policy_id }
    case 'webhook':
      return when
    default:
      return when satisfies never
  }
}

/** Everybody is there, each with a number of their own, and no policy leads back to itself. */
async function check(tx: Tx, entry: Entry<'policies'>): Promise<void> {
  mustRing(await peopleOf(tx, entry.document), fieldOf(entry.document))
  const way = [entry]
  for (let next = nextId(entry); next !== null;) {
    const policy = await loadEntry(tx, 'policies', next)
    if (!policy)
      throw fieldProblem('when_exhausted.policy_id', {
        ko: '이런 에스컬레이션 정책이 없습니다.',
        en: 'there is no such policy',
      })
    way.push(policy)
    if (way.slice(0, -1).some(({ id }) => id === policy.id))
      throw fieldProblem('when_exhausted.policy_id', neverEnds(way.map(({ name }) => name).join(' → ')))
    next = nextId(policy)
  }
}

const neverEnds = (way: string): Said => ({ ko: `끝나지 않습니다: ${way}`, en: `would never end: ${way}` })

const nextId = ({ document: { whenExhausted } }: Entry<'policies'>): string | null =>
  whenExhausted?.do === 'policy' ? whenExhausted.policyId : null

function present(entry: Entry<'policies'>, people: Plan['people'] | NoLadder): Policy {
  const { document } = entry
  return {
    ...presentKept(entry),
    ...presentWhom(document),
    rounds: document.rounds,
    ring_timeout_seconds: document.ringTimeoutSeconds,
    acknowledge_by: document.acknowledgeBy,
    language: document.language,
    message_template: document.messageTemplate ?? null,
    when_exhausted: presentWhenExhausted(document.whenExhausted),
    members: mustRing(people, fieldOf(document)).map(presentMember),
  }
}

const presentWhom = (document: Document) =>
  'groupId' in document
    ? { group_id: document.groupId }
    : {
        contacts: document.people.map((somebody) =>
          'phone' in somebody
            ? { name: somebody.name, phone: somebody.phone }
            : { contact_id: somebody.contactId },
        ),
      }

function presentWhenExhausted(when: WhenExhausted | undefined): Policy['when_exhausted'] {
  switch (when?.do) {
    case undefined:
      return null
    case 'repeat':
      return { do: 'repeat', after_minutes: when.afterMinutes, times: when.times }
    case 'policy':
      return { do: 'policy', policy_id: when.policyId }
    case 'webhook':
      return when
    default:
      return when satisfies never
  }
}
