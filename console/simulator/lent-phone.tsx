import { PhoneOff, Volume2 } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useParams } from 'react-router'
import { formatPhone } from '../../src/wire/display.ts'
import { useGlyphs } from '../i18n/glyphs.ts'
import { useWords } from '../i18n/words.ts'
import { Button } from '../parts/button.tsx'
import { Empty } from '../parts/states.tsx'
import { Toasts } from '../parts/toasts.tsx'
import { Title } from '../shell/title.tsx'
import { actOn, PhoneView } from './phone.tsx'
import { usePhones, type Phones } from './phones.ts'
import { wakeAudio } from './sound.ts'

/** A colleague's own phone, playing one of the phones. The key in the address opens this one alone. */
export function LentPhone() {
  const words = useWords()
  useGlyphs()
  const { number = '' } = useParams()
  const [since] = useState(() => new Date(0).toISOString())
  const only = useMemo(() => ({ headers: { Authorization: `Bearer ${location.hash.slice(1)}` } }), [])
  const phones = usePhones(`/api/v1/simulator/phones/${encodeURIComponent(number)}/events`, since, only)
  return (
    <main className="mx-auto flex min-h-dvh max-w-md flex-col gap-3 p-4">
      <Title text={words.phone.simulated} />
      {phones.status === 'refused' ? (
        <Empty icon={<PhoneOff aria-hidden className="size-8" />} title={words.phone.noLongerLent}>
          {words.phone.scanAgain}
        </Empty>
      ) : (
        <Lent number={number} phones={phones} act={actOn(number, only.headers)} />
      )}
      <Toasts />
    </main>
  )
}

type Props = { number: string; phones: Phones; act: ReturnType<typeof actOn> }

function Lent({ number, phones, act }: Props) {
  const words = useWords()
  const [sound, setSound] = useState(false)
  return (
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
        name={formatPhone(number)}
        number={number}
        shownNumber=""
        phones={phones}
        sound={sound}
        act={act}
      />
    </>
  )
}
