import type { Words } from '../i18n/doors.ts'
import { useWords } from '../i18n/doors.ts'

type Fact = keyof Words['doors']['setup']['factTexts']

/** What a Korean team should know of calls through Twilio, and how sure each is. */
const FACTS: readonly { fact: Fact; sure: keyof Words['doors']['setup']['sure'] }[] = [
  { fact: 'trial', sure: 'reported' },
  { fact: 'foreign', sure: 'reported' },
  { fact: 'pause', sure: 'ours' },
  { fact: 'save', sure: 'reported' },
  { fact: 'voicemail', sure: 'documented' },
  { fact: 'timeout', sure: 'documented' },
  { fact: 'pace', sure: 'documented' },
]

export function Facts() {
  const words = useWords().doors.setup
  return (
    <section aria-labelledby="facts" className="min-w-0">
      <h2 id="facts" className="text-lg font-semibold">
        {words.facts}
      </h2>
      <p className="text-soft">{words.factsLead}</p>
      <ul className="mt-3 divide-y divide-line border-y border-line">
        {FACTS.map(({ fact, sure }) => (
          <li key={fact} className="py-3">
            <p>{words.factTexts[fact]}</p>
            <p className="mt-0.5 text-sm text-soft">{words.sure[sure]}</p>
          </li>
        ))}
      </ul>
    </section>
  )
}
