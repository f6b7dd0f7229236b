import { formatPhone } from '../../src/wire/display.ts'
import { useWords } from '../i18n/directory.ts'
import { Pick } from './pick.tsx'
import { useList } from './data.ts'

/** The most that one ladder holds. */
const MOST_PEOPLE = 20

type Props = { taken: readonly string[]; error?: string | undefined; onPick: (id: string) => void }

/** Adds a contact who is not there yet, and says why when there is none to add. */
export function PickContact({ taken, error, onPick }: Props) {
  const words = useWords().directory.group
  const { data = [] } = useList('contacts')
  const free = data.filter(({ id }) => !taken.includes(id))
  if (taken.length >= MOST_PEOPLE) return <p className="text-soft">{words.tooMany}</p>
  if (data.length > 0 && free.length === 0) return <p className="text-soft">{words.allIn}</p>
  return (
    <Pick
      label={words.addMember}
      placeholder={words.addMemberHint}
      options={free.map(({ id, name, numbers: [number] }) => ({
        id,
        name,
        more: number ? `${formatPhone(number.phone)} ${number.label}` : '',
      }))}
      value={null}
      error={error}
      onPick={onPick}
    />
  )
}
