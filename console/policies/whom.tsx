import { Link } from 'react-router'
import { useList } from '../directory/data.ts'
import { People } from '../directory/people.tsx'
import { LinkButton } from '../directory/shelf-list.tsx'
import { useWords } from '../i18n/directory.ts'
import { Choice } from '../parts/field.tsx'
import { Pick } from '../directory/pick.tsx'
import type { Draft } from './draft.ts'

export type PartProps = {
  draft: Draft
  errors: Record<string, string>
  change: (part: Partial<Draft>) => void
}

/** Whom the policy rings: a group, as it is at that time, or the people who are named here. */
export function Whom({ draft, errors, change }: PartProps) {
  const { policy } = useWords().directory
  return (
    <div className="flex flex-col gap-4">
      <Choice
        label={policy.whom}
        value={draft.whom}
        options={[
          { value: 'group', text: policy.whomGroup },
          { value: 'contacts', text: policy.whomContacts },
        ]}
        onChange={(whom) => change({ whom })}
      />
      {draft.whom === 'group' ? (
        <ChooseGroup
          id={draft.groupId}
          error={errors['group_id']}
          onChange={(groupId) => change({ groupId })}
        />
      ) : (
        <People
          people={draft.people}
          errors={errors}
          field="contacts"
          onChange={(people) => change({ people })}
        />
      )}
    </div>
  )
}

const people = (members: readonly { name: string }[]) => members.map(({ name }) => name).join(' → ')

type GroupProps = { id: string | null; error: string | undefined; onChange: (id: string) => void }

function ChooseGroup({ id, error, onChange }: GroupProps) {
  const words = useWords().directory
  const { data = [], isSuccess } = useList('groups')
  if (isSuccess && data.length === 0)
    return (
      <div className="flex flex-wrap items-center gap-3">
        <p className="text-soft">{words.policy.noGroups}</p>
        <LinkButton to="/groups/new">{words.group.add}</LinkButton>
      </div>
    )
  const chosen = data.find((group) => group.id === id)
  return (
    <div>
      <Pick
        label={words.policy.group}
        placeholder={words.policy.chooseGroup}
        options={data.map((group) => ({ id: group.id, name: group.name, more: people(group.members) }))}
        value={id}
        hint={id === null ? words.policy.pickGroup : undefined}
        error={error}
        onPick={onChange}
      />
      {chosen && (
        <div className="mt-1 text-soft">
          <p className="line-clamp-3">{people(chosen.members)}</p>
          <Link
            to={`/groups/${chosen.id}`}
            className="inline-flex min-h-11 items-center font-medium text-link"
          >
            {words.policy.openGroup}
          </Link>
        </div>
      )}
    </div>
  )
}
