import { Link } from 'react-router'
import { useWords } from '../i18n/words.ts'
import { Empty } from '../parts/states.tsx'
import { Refused } from '../session/request.ts'

/** Whether there is no such escalation. */
export const isNone = (error: unknown): boolean => error instanceof Refused && error.problem.status === 404

export function NoEscalation() {
  const { escalation } = useWords()
  return (
    <Empty
      title={escalation.notFound}
      action={
        <Link to="/" className="font-medium text-link underline">
          {escalation.back}
        </Link>
      }
    >
      {escalation.notFoundBody}
    </Empty>
  )
}
