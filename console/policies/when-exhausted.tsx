import { useList } from '../directory/data.ts'
import { useWords } from '../i18n/directory.ts'
import { Choice, Field, inputClass } from '../parts/field.tsx'
import { Pick } from '../directory/pick.tsx'
import type { After } from './draft.ts'
import { Whole } from './rules.tsx'
import type { PartProps } from './whom.tsx'

const AFTERS: readonly After[] = ['nothing', 'repeat', 'policy', 'webhook']

/** What happens when everybody was tried. `own`: this policy, which cannot follow itself. */
export function WhenExhausted({ own, ...part }: PartProps & { own: string | null }) {
  const { policy } = useWords().directory
  const { draft, change } = part
  return (
    <div className="flex flex-col gap-4">
      <Choice
        label={policy.whenExhausted}
        hint={policy.whenExhaustedHints[draft.after]}
        value={draft.after}
        options={AFTERS.map((value) => ({ value, text: policy.whenExhaustedOptions[value] }))}
        onChange={(after) => change({ after })}
      />
      {draft.after === 'repeat' && <Repeat {...part} />}
      {draft.after === 'policy' && <NextPolicy {...part} own={own} />}
      {draft.after === 'webhook' && <Webhook {...part} />}
    </div>
  )
}

function Repeat({ draft, errors, change }: PartProps) {
  const { policy } = useWords().directory
  return (
    <div className="grid grid-cols-2 gap-4">
      <Whole
        label={policy.afterMinutes}
        error={errors['when_exhausted.after_minutes']}
        range={[1, 1440]}
        value={draft.minutes}
        onChange={(minutes) => change({ minutes })}
      />
      <Whole
        label={policy.times}
        error={errors['when_exhausted.times']}
        range={[1, 10]}
        value={draft.times}
        onChange={(times) => change({ times })}
      />
    </div>
  )
}

function NextPolicy({ draft, errors, change, own }: PartProps & { own: string | null }) {
  const words = useWords().directory.policy
  const { data = [] } = useList('policies')
  const others = data.filter(({ id }) => id !== own)
  if (others.length === 0) return <p className="text-soft">{words.noOtherPolicy}</p>
  return (
    <Pick
      label={words.nextPolicy}
      options={others.map(({ id, name, members }) => ({
        id,
        name,
        more: members.map((member) => member.name).join(' → '),
      }))}
      value={draft.nextPolicy}
      error={errors['when_exhausted.policy_id']}
      onPick={(nextPolicy) => change({ nextPolicy })}
    />
  )
}

function Webhook({ draft, errors, change }: PartProps) {
  const words = useWords().directory.policy
  return (
    <Field label={words.url} error={errors['when_exhausted.url']}>
      {(bound) => (
        <input
          {...bound}
          type="url"
          required
          maxLength={2000}
          placeholder="https://"
          className={inputClass}
          value={draft.url}
          onChange={(event) => change({ url: event.target.value })}
        />
      )}
    </Field>
  )
}
