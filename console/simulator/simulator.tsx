import { useState } from 'react'
import type { Escalation } from '../../src/wire/escalation.ts'
import type { SimulatorState } from '../../src/wire/simulator.ts'
import { isNone, NoEscalation } from '../escalation/no-escalation.tsx'
import { useWords } from '../i18n/words.ts'
import { useCourse, useEscalation, useEvents } from '../live/live.ts'
import { spanText } from '../live/time.ts'
import { Failure, Loading } from '../parts/states.tsx'
import { Title } from '../shell/title.tsx'
import { ConfirmDrill } from './confirm-drill.tsx'
import { useDrill } from './drill.ts'
import { RunTools } from './run-tools.tsx'
import { setupOf } from './setup.ts'
import { SetupForm } from './setup-form.tsx'
import { useSimulator } from './simulator-state.ts'
import { SimulatedStage, Stage } from './stage.tsx'

export function Simulator() {
  const words = useWords()
  const { data, error, refetch } = useSimulator()
  if (data) return <Play state={data} />
  return (
    <>
      <Title text={words.simulator.title} />
      {error ? <Failure error={error} retry={() => void refetch()} /> : <Loading />}
    </>
  )
}

function Play({ state }: { state: SimulatorState }) {
  const words = useWords()
  const simulated = state.provider === 'simulated'
  const drill = useDrill(state)
  const [sound, setSound] = useState(true)
  const { run, setup, asked } = drill
  const tools = run !== null && (
    <RunTools
      {...(simulated && { speed: setup.speed, sound })}
      onSpeed={drill.speed}
      onSound={setSound}
      onEdit={drill.edit}
    />
  )
  return (
    <>
      <Title text={simulated ? words.simulator.title : words.real.page} tools={tools} />
      {run !== null ? (
        <Run
          key={run}
          id={run}
          state={state}
          sound={sound}
          onAgain={(known) => drill.start(setupOf(known, setup))}
        />
      ) : (
        <div className="max-w-7xl">
          <Lead state={state} />
          <SetupForm
            setup={setup}
            state={state}
            failure={drill.failure}
            busy={drill.busy}
            onChange={drill.change}
            onStart={() => drill.start(setup)}
          />
        </div>
      )}
      {asked && (
        <ConfirmDrill
          forecast={asked}
          message={setup.message}
          onClose={drill.leave}
          onConfirm={drill.confirm}
        />
      )}
    </>
  )
}

function Lead({ state: { provider, now } }: { state: SimulatorState }) {
  const words = useWords()
  return (
    <div className="mb-5 max-w-prose text-soft">
      <p>{provider === 'simulated' ? words.simulator.lead : words.real.lead}</p>
      <ClockAhead now={now} />
    </div>
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

type RunProps = {
  id: string
  state: SimulatorState
  sound: boolean
  onAgain: (known: Escalation) => void
}

function Run({ id, state, sound, onAgain }: RunProps) {
  const known = useEscalation(id)
  const events = useEvents(id)
  const course = useCourse(id)
  const error = known.error ?? events.error
  if (isNone(error)) return <NoEscalation />
  if (error)
    return <Failure error={error} retry={() => void Promise.all([known.refetch(), events.refetch()])} />
  if (!known.data || !events.data || !course) return <Loading />
  const run = known.data
  const stage = { known: run, events: events.data, course, onAgain: () => onAgain(run) }
  // What rang real phones is played by no phone here, also when this server has none any more.
  const simulated = state.provider === 'simulated' && run.provider === 'simulated'
  return simulated ? <SimulatedStage {...stage} sound={sound} /> : <Stage {...stage} phones={null} />
}
