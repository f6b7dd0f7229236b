import { PhoneOff, Settings2, Volume2, VolumeX } from 'lucide-react'
import { useState } from 'react'
import { useSearchParams } from 'react-router'
import type { SimulatorState } from '../../src/wire/simulator.ts'
import { useWords } from '../i18n/words.ts'
import { useCourse, useEscalation, useEvents } from '../live/live.ts'
import { spanText } from '../live/time.ts'
import { Button } from '../parts/button.tsx'
import { Empty, Failure, Loading, problemText } from '../parts/states.tsx'
import { say } from '../parts/toasts.tsx'
import { Refused } from '../session/request.ts'
import { Title } from '../shell/title.tsx'
import { fieldErrors, setSpeed, start } from './run.ts'
import { savedSetup, saveSetup, type Setup } from './setup.ts'
import { useSimulator } from './simulator-state.ts'
import { SetupForm, SpeedChoice } from './setup-form.tsx'
import { wakeAudio } from './sound.ts'
import { Stage } from './stage.tsx'

export function Simulator() {
  const words = useWords()
  const { data, error, refetch } = useSimulator()
  return (
    <>
      <Title text={words.simulator.title} />
      {error instanceof Refused && error.problem.status === 409 ? (
        <Empty icon={<PhoneOff aria-hidden className="size-8" />} title={words.simulator.notSimulated}>
          {words.simulator.notSimulatedBody}
        </Empty>
      ) : error ? (
        <Failure error={error} retry={() => void refetch()} />
      ) : data ? (
        <Play state={data} />
      ) : (
        <Loading />
      )}
    </>
  )
}

/** The address holds the run: it can be reloaded, shared, and gone back from. */
function Play({ state }: { state: SimulatorState }) {
  const words = useWords()
  const [params, setParams] = useSearchParams()
  const [setup, setSetup] = useState(() => savedSetup(words))
  const [failure, setFailure] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const [sound, setSound] = useState(true)
  const run = params.get('run')
  const change = (next: Setup) => {
    setSetup(next)
    saveSetup(next)
  }
  async function begin(): Promise<void> {
    wakeAudio()
    setBusy(true)
    setFailure(null)
    try {
      const { id } = await start(setup)
      setParams({ run: id })
      pace(setup.speed)
      scrollTo({ top: 0 })
    } catch (error) {
      setFailure(error)
      setParams({})
      say(problemText(error, words), { tone: 'error' })
    } finally {
      setBusy(false)
    }
  }
  const speed = (next: Setup['speed']) => {
    change({ ...setup, speed: next })
    pace(next)
  }
  const pace = (next: Setup['speed']) =>
    void setSpeed(next).catch((error: unknown) => say(problemText(error, words), { tone: 'error' }))
  if (run !== null)
    return (
      <>
        <div className="mb-5 flex flex-wrap items-end justify-between gap-3 border-b border-line pb-4">
          <SpeedChoice speed={setup.speed} onChange={speed} />
          <div className="flex flex-wrap gap-2">
            <SoundSwitch on={sound} onChange={setSound} />
            <Button icon={<Settings2 aria-hidden className="size-4.5" />} onClick={() => setParams({})}>
              {words.simulator.edit}
            </Button>
          </div>
        </div>
        <Run id={run} sound={sound} onAgain={() => void begin()} />
      </>
    )
  return (
    <div className="max-w-7xl">
      <div className="mb-5 max-w-prose text-soft">
        <p>{words.simulator.lead}</p>
        <ClockAhead now={state.now} />
      </div>
      <SetupForm
        setup={setup}
        errors={fieldErrors(failure)}
        busy={busy}
        onChange={change}
        onStart={() => void begin()}
      />
    </div>
  )
}

function SoundSwitch({ on, onChange }: { on: boolean; onChange: (on: boolean) => void }) {
  const words = useWords()
  const Icon = on ? Volume2 : VolumeX
  return (
    <Button
      tone="quiet"
      icon={<Icon aria-hidden className="size-5" />}
      onClick={() => {
        wakeAudio()
        onChange(!on)
      }}
    >
      {words.simulator.sound}: {on ? words.simulator.soundOn : words.simulator.soundOff}
    </Button>
  )
}

function ClockAhead({ now }: { now: string }) {
  const words = useWords()
  const [openedAt] = useState(() => Date.now())
  const ahead = Date.parse(now) - openedAt
  return ahead < 60_000 ? null : (
    <p className="mt-2">{words.simulator.clockAhead(spanText(ahead, words.language))}</p>
  )
}

function Run({ id, sound, onAgain }: { id: string; sound: boolean; onAgain: () => void }) {
  const known = useEscalation(id)
  const events = useEvents(id)
  const course = useCourse(id)
  const error = known.error ?? events.error
  if (error)
    return <Failure error={error} retry={() => void Promise.all([known.refetch(), events.refetch()])} />
  if (!known.data || !events.data || !course) return <Loading />
  return (
    <Stage key={id} known={known.data} events={events.data} course={course} sound={sound} onAgain={onAgain} />
  )
}
