import { z } from 'zod'
import { DIRECTORY_LIMITS } from '../domain/directory.ts'
import { DEFAULTS } from '../domain/plan.ts'
import { editedVersion, id, kept, name } from './contact.ts'
import { Member } from './group.ts'
import { messageTemplate, rules, waysToSay, whom } from './ladder.ts'

const { repeat } = DIRECTORY_LIMITS

/** What happens when everybody was tried and nobody acknowledged. */
const WhenExhausted = z
  .discriminatedUnion('do', [
    z.strictObject({
      do: z.literal('repeat'),
      after_minutes: z.int().min(1).max(repeat.minutes),
      times: z.int().min(1).max(repeat.times),
    }),
    z.strictObject({ do: z.literal('policy'), policy_id: id('pol') }),
    z.strictObject({ do: z.literal('webhook'), url: z.url({ protocol: /^https?$/ }).max(2_000) }),
  ])
  .nullable()
  .meta({
    example: { do: 'repeat', after_minutes: 10, times: 3 },
    description: 'Nothing (null), the same again after some minutes, another policy, or a webhook.',
  })

const policy = {
  name: name.meta({ example: '결제 담당' }),
  ...whom,
  rounds: rules.rounds.default(DEFAULTS.rounds),
  ring_timeout_seconds: rules.ring_timeout_seconds.default(DEFAULTS.ringTimeoutSeconds),
  acknowledge_by: rules.acknowledge_by.default(DEFAULTS.acknowledgeBy),
  language: rules.language.default(DEFAULTS.language),
  message_template: messageTemplate.default(null),
  when_exhausted: WhenExhausted.default(null),
}

const oneWhom = {
  check: (body: { contacts?: unknown; group_id?: unknown }) => waysToSay(body.contacts, body.group_id) === 1,
  else: {
    error: 'say who to ring: either contacts or group_id',
    params: { ko: '누구에게 전화할지 정하세요: 담당자와 담당자 그룹 가운데 하나입니다.' },
    path: ['contacts'],
  },
}

export const NewPolicy = z.strictObject(policy).refine(oneWhom.check, oneWhom.else).meta({ id: 'NewPolicy' })
export type NewPolicy = z.infer<typeof NewPolicy>

export const ChangedPolicy = z
  .strictObject({ ...policy, version: editedVersion })
  .refine(oneWhom.check, oneWhom.else)
  .meta({ id: 'ChangedPolicy' })

/** `members`: whom it would ring at this moment. */
export const Policy = z
  .object({ id: id('pol'), ...policy, members: z.array(Member), ...kept })
  .meta({ id: 'Policy' })
export type Policy = z.infer<typeof Policy>

export const PolicyList = z.object({ policies: z.array(Policy) }).meta({ id: 'PolicyList' })
