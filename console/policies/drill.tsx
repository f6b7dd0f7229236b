import { Play } from 'lucide-react'
import { useNavigate } from 'react-router'
import type { Escalation } from '../../src/wire/escalation.ts'
import type { Entries } from '../directory/data.ts'
import { refusedText } from '../directory/refused.ts'
import { useWords } from '../i18n/directory.ts'
import { Button } from '../parts/button.tsx'
import { useOnce } from '../parts/once.ts'
import { say } from '../parts/toasts.tsx'
import { request } from '../session/request.ts'
import { useSimulator } from '../simulator/simulator-state.ts'

/** Rings the policy through on simulated phones that the reader plays. Not offered where real phones would ring. */
export function Drill({ policy, message }: { policy: Entries['policies'] | null; message: string }) {
  const words = useWords()
  const { tryOut } = words.directory
  const go = useNavigate()
  const { data: simulated } = useSimulator()
  const { busy, run: begin } = useOnce(async ({ id, members }: Entries['policies']) => {
    try {
      await Promise.all(members.map(({ phone }) => playByHand(phone)))
      const body = { message, policy_id: id, drill: true }
      const escalation = await request<Escalation>('/api/v1/escalations', { method: 'POST', body })
      await go(`/simulator?run=${escalation.id}`)
    } catch (error) {
      say(refusedText(error, words), { tone: 'error' })
    }
  })
  if (!simulated) return null
  return (
    <div>
      <Button
        className="w-full sm:w-auto"
        icon={<Play aria-hidden className="size-5" />}
        reason={policy ? (busy ? words.simulator.starting : null) : tryOut.drillUnsaved}
        onClick={() => policy && begin(policy)}
      >
        {tryOut.drill}
      </Button>
      <p className="mt-1 text-sm text-soft">{tryOut.drillHint}</p>
    </div>
  )
}

const playByHand = (phone: string) =>
  request(`/api/v1/simulator/phones/${encodeURIComponent(phone)}/script`, {
    method: 'PUT',
    body: { manual: true },
  })
