import { Square, Volume2 } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { Forecast } from '../../src/wire/dry-run.ts'
import { positionOf } from '../../src/wire/display.ts'
import { useWords } from '../i18n/directory.ts'
import { Button } from '../parts/button.tsx'
import { Field, inputClass } from '../parts/field.tsx'
import { sentencesOf, speak, useVoices } from './voice.ts'

type Script = Forecast['spoken'][number]

/** What one person's phone speaks, word for word, to be read and to be heard. */
export function Spoken({ spoken }: { spoken: readonly Script[] }) {
  const words = useWords()
  const { tryOut } = words.directory
  const [role, setRole] = useState('primary')
  const script = spoken.find((each) => each.role === role) ?? spoken[0]
  if (!script) return null
  const { language, message, menu, closing } = script
  return (
    <>
      {spoken.length > 1 && (
        <Field label={tryOut.to}>
          {(bound) => (
            <select
              {...bound}
              className={inputClass}
              value={script.role}
              onChange={(event) => setRole(event.target.value)}
            >
              {spoken.map((each) => (
                <option key={each.role} value={each.role}>
                  {`${words.role(positionOf(each.role))} ${each.name}`}
                </option>
              ))}
            </select>
          )}
        </Field>
      )}
      <dl className="flex flex-col gap-2 rounded-md bg-sunken p-3">
        <Words
          label={tryOut.twice(languageName(language, words.language))}
          language={language}
          text={message}
          strong
        />
        {menu ? (
          <>
            <Words label={tryOut.thenMenu} language={language} text={menu.prompt} />
            <Words label={tryOut.noKey} language={language} text={menu.no_input} />
          </>
        ) : (
          <Words label={tryOut.thenMenu} language={language} text={closing} />
        )}
      </dl>
      <Hear key={JSON.stringify(script)} script={script} />
    </>
  )
}

/** As the reader calls it: `Korean`, `영어`. */
const languageName = (language: string, reader: string): string =>
  new Intl.DisplayNames(reader, { type: 'language' }).of(language) ?? language

type WordsProps = { label: string; language: string; text: string; strong?: boolean }

const Words = ({ label, language, text, strong = false }: WordsProps) => (
  <div>
    <dt className="text-sm text-soft">{label}</dt>
    <dd lang={language} className={strong ? 'text-lg leading-snug font-semibold' : ''}>
      {text}
    </dd>
  </div>
)

/** For these words alone: with others it begins anew, and silent. */
function Hear({ script }: { script: Script }) {
  const words = useWords()
  const { tryOut } = words.directory
  const voices = useVoices()
  const [speaking, setSpeaking] = useState(false)
  useEffect(() => () => window.speechSynthesis?.cancel(), [])
  if (!voices.some(({ lang }) => lang.startsWith(script.language)))
    return (
      <p className="text-sm text-soft">{tryOut.noVoice(languageName(script.language, words.language))}</p>
    )
  return (
    <Button
      icon={
        speaking ? <Square aria-hidden className="size-4.5" /> : <Volume2 aria-hidden className="size-5" />
      }
      onClick={() => {
        if (speaking) window.speechSynthesis.cancel()
        else speak(sentencesOf(script), script.language, () => setSpeaking(false))
        setSpeaking(!speaking)
      }}
    >
      {speaking ? tryOut.stop : tryOut.hear}
    </Button>
  )
}
