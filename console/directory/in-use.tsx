import { Link2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { useWords } from '../i18n/directory.ts'
import { Notice } from './notice.tsx'
import type { Users } from './removing.ts'

const SHELF = { group: 'groups', policy: 'policies', integration: null } as const

/** Why it cannot be deleted: whoever uses it, each a step away. */
export function InUse({ users }: { users: Users }) {
  const words = useWords().directory
  return (
    <Notice title={words.inUse}>
      <p className="mt-1 mb-2 text-soft">{words.inUseBody}</p>
      <UserList users={users} />
    </Notice>
  )
}

/** Who uses it, or what is shown while nobody does. */
export function UsedIn({ users, children }: { users: Users; children: ReactNode }) {
  const words = useWords().directory
  return (
    <section aria-labelledby="used-in">
      <h2 id="used-in" className="mb-1 text-lg font-semibold">
        {words.usedIn}
      </h2>
      {users.length > 0 ? <UserList users={users} /> : children}
    </section>
  )
}

function UserList({ users }: { users: Users }) {
  const words = useWords().directory
  return (
    <ul>
      {users.map(({ kind, id, name }) => {
        const shelf = SHELF[kind]
        const text = `${words.kinds[kind]} · ${name}`
        return (
          <li key={id}>
            {shelf ? (
              <Link
                to={`/${shelf}/${id}`}
                className="inline-flex min-h-11 items-center gap-2 font-medium text-link"
              >
                <Link2 aria-hidden className="size-4.5 shrink-0" />
                {text}
              </Link>
            ) : (
              <span className="inline-flex min-h-11 items-center">{text}</span>
            )}
          </li>
        )
      })}
    </ul>
  )
}
