import { FileUp, UserPlus } from 'lucide-react'
import type { ReactNode } from 'react'
import { useWords } from '../i18n/directory.ts'
import { Empty } from '../parts/states.tsx'
import { useList } from './data.ts'
import { LinkButton } from './shelf-list.tsx'

type Props = {
  title: string
  body: string
  /** What stands above it where it takes the place of a whole page. */
  head?: ReactNode
  children: ReactNode
}

/** While there is nobody to be phoned, the way to make somebody stands here instead. */
export function FirstContacts({ title, body, head, children }: Props) {
  const words = useWords().directory
  const { data } = useList('contacts')
  if (data?.length !== 0) return children
  return (
    <>
      {head}
      <Empty
        icon={<UserPlus aria-hidden className="size-8" />}
        title={title}
        action={
          <div className="flex flex-wrap justify-center gap-2">
            <LinkButton to="/contacts/new" tone="primary">
              {words.contact.add}
            </LinkButton>
            <LinkButton to="/contacts/import" icon={<FileUp aria-hidden className="size-5" />}>
              {words.import.open}
            </LinkButton>
          </div>
        }
      >
        {body}
      </Empty>
    </>
  )
}
