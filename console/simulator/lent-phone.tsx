import { PhoneOff, Volume2 } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useParams } from 'react-router'
import { formatPhone } from '../../src/wire/display.ts'
import { useWords } from '../i18n/words.ts'
import { Button } from '../parts/button.tsx'
import { Empty } from '../parts/states.tsx'
import { Toasts } from '../parts/toasts.tsx'
import { Title } from '../shell/title.tsx'
import { actOn, PhoneView } from './phone.tsx'
import { usePhones } from './phones.ts'
import { wakeAudio } from './sound.ts'

/** A colleague's own phone, playing one of the phones. The key in the address opens this one alone. */
export function LentPhone() {
  const words = useWords()
  const { number = '' } = useParams()
  const [sound, setSound] = useState(false)
  const [since] = useState(() => new Date(0).toISOString())
  const only = useMemo(() => ({ headers: { Authorization: `Bearer ${location.hash.slice(1)}` } }), [])
  const phones = usePhones(`/api/v1/simulator/phones/${encodeURIComponent(number)}/events`, since, only)
  const shown = formatPhone(number)
  return (
    <main className="mx-auto flex min-h-dvh max-w-md flex-col gap-3 p-4">
      <Title text={shown} />
      {phones.refused ? (
        <Empty icon={<PhoneOff aria-hidden className="size-8" />} title={words.phone.badKey} />
      ) : (
        <>
          <p className="text-soft">{words.phone.waiting}</p>
          {!sound && (
            <Button
              icon={<Volume2 aria-hidden className="size-5" />}
              onClick={() => {
                wakeAudio()
                setSound(true)
              }}
            >
              {words.phone.enableSound}
            </Button>
          )}
          <PhoneView
            name={shown}
            number={number}
            shownNumber=""
            phones={phones}
            sound={sound}
            act={actOn(number, only.headers)}
          />
        </>
      )}
      <Toasts />
    </main>
  )
}
