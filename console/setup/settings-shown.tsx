import { FlaskConical, PhoneOutgoing } from 'lucide-react'
import type { Setup } from '../../src/wire/setup.ts'
import { useWords } from '../i18n/doors.ts'

/** What this server rings with, as far as it may be shown. */
export function SettingsShown({ setup }: { setup: Setup }) {
  const words = useWords().doors.setup
  const simulated = setup.telephony === 'simulated'
  const Icon = simulated ? FlaskConical : PhoneOutgoing
  return (
    <section aria-label={words.now} className="rounded-lg border border-line bg-panel p-4 sm:p-5">
      <p className="flex items-center gap-2.5 text-xl font-bold">
        <Icon aria-hidden className="size-6 shrink-0" />
        {simulated ? words.simulated : words.real('Twilio')}
      </p>
      <p className="mt-1 text-soft">{simulated ? words.simulatedBody : words.realBody}</p>
      {!simulated && (
        <dl className="mt-4 grid grid-cols-1 gap-x-4 gap-y-2 text-sm sm:grid-cols-[max-content_1fr]">
          {setup.settings.map(({ name, value }) => (
            <div key={name} className="contents">
              <dt className="font-mono break-all text-soft">{name}</dt>
              <dd className="-mt-2 break-all sm:mt-0">
                {value === null ? words.notSet : value === '…' ? words.hidden : value}
              </dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  )
}
