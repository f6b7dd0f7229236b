import { Play } from 'lucide-react'
import { SPEEDS } from '../../src/wire/speeds.ts'
import { fieldErrors } from '../directory/refused.ts'
import { useWrong } from '../directory/wrong.ts'
import { useWords } from '../i18n/words.ts'
import { Button } from '../parts/button.tsx'
import { Choice, Field, inputClass } from '../parts/field.tsx'
import { People } from './people.tsx'
import type { SimulatorState } from '../../src/wire/simulator.ts'
import { Estimate } from './estimate.tsx'
import { drillOfSetup, inScenario, scenarioOf, type Scenario, type Setup } from './setup.ts'

type Props = {
  setup: Setup
  state: SimulatorState
  /** Why the last start was refused, if it was. */
  failure: unknown
  busy: boolean
  onChange: (setup: Setup) => void
  onStart: () => void
}

/** What shall be played. Nothing is checked here that the server checks: its words stand at the field. */
export function SetupForm({ setup, state, failure, busy, onChange, onStart }: Props) {
  const words = useWords()
  const errors = fieldErrors(failure, words)
  const form = useWrong(failure)
  const simulated = state.provider === 'simulated'
  const change = (part: Partial<Setup>) => onChange({ ...setup, ...part })
  return (
    <form
      ref={form}
      aria-label={words.simulator.title}
      className="grid grid-cols-1 gap-x-10 gap-y-5 xl:grid-cols-[minmax(0,1.15fr)_minmax(0,1fr)]"
      onSubmit={(event) => {
        event.preventDefault()
        onStart()
      }}
    >
      {simulated && (
        <div className="xl:col-span-2">
          <Scenarios setup={setup} onChange={onChange} />
        </div>
      )}
      <People
        people={setup.people}
        simulated={simulated}
        errors={errors}
        onChange={(people) => change({ people })}
      />
      <div className="flex min-w-0 flex-col gap-5">
        <Field label={words.simulator.message} hint={words.simulator.messageHint} error={errors['message']}>
          {(bound) => (
            <textarea
              {...bound}
              rows={3}
              maxLength={10_000}
              className={inputClass}
              value={setup.message}
              onChange={(event) => change({ message: event.target.value })}
            />
          )}
        </Field>
        <Rules setup={setup} state={state} errors={errors} change={change} />
        <Estimate drill={drillOfSetup(setup)} simulated={simulated} />
        <Button
          type="submit"
          tone="primary"
          icon={<Play aria-hidden className="size-5" />}
          className="min-h-13 text-lg"
          reason={busy ? words.simulator.starting : null}
        >
          {simulated ? words.simulator.start : words.real.start}
        </Button>
      </div>
    </form>
  )
}

type RulesProps = Pick<Props, 'setup' | 'state'> & {
  errors: Record<string, string>
  change: (part: Partial<Setup>) => void
}

function Rules({ setup, state, errors, change }: RulesProps) {
  const words = useWords()
  const needs = (['keypress', 'human', 'answer'] as const).filter(
    (each) => each !== 'keypress' || state.callbacks,
  )
  const number = (
    key: 'rounds' | 'ringTimeout',
    label: string,
    error: string | undefined,
    [min, max]: [number, number],
  ) => (
    <Field label={label} error={error}>
      {(bound) => (
        <input
          {...bound}
          type="number"
          required
          min={min}
          max={max}
          className={inputClass}
          value={Number.isNaN(setup[key]) ? '' : setup[key]}
          onChange={(event) => change({ [key]: event.target.valueAsNumber })}
        />
      )}
    </Field>
  )
  return (
    <>
      <div className="grid grid-cols-2 gap-2.5">
        {number('rounds', words.facts.rounds, errors['rounds'], [1, 10])}
        {number(
          'ringTimeout',
          words.simulator.inSeconds(words.facts.ringTimeout),
          errors['ring_timeout_seconds'],
          [5, 60],
        )}
      </div>
      <Choice
        label={words.facts.needs}
        value={setup.acknowledgeBy}
        options={needs.map((value) => ({ value, text: words.evidence[value] }))}
        onChange={(acknowledgeBy) => change({ acknowledgeBy })}
      />
      {!state.callbacks && <p className="-mt-3 text-sm text-soft">{words.real.noKeys}</p>}
      <div className="flex flex-wrap gap-x-6 gap-y-4">
        <Choice
          label={words.facts.spokenIn}
          value={setup.language}
          options={(['ko', 'en'] as const).map((value) => ({
            value,
            text: words.simulator.languages[value],
          }))}
          onChange={(language) => change({ language })}
        />
        {state.provider === 'simulated' && (
          <SpeedChoice speed={setup.speed} onChange={(speed) => change({ speed })} />
        )}
      </div>
    </>
  )
}

export function SpeedChoice({
  speed,
  onChange,
  hideLabel,
}: {
  speed: Setup['speed']
  onChange: (speed: Setup['speed']) => void
  hideLabel?: boolean
}) {
  const words = useWords()
  const options = SPEEDS.map((value) => ({ value, text: `×${value}` }))
  return (
    <Choice
      label={words.simulator.speed}
      value={speed}
      options={options}
      onChange={onChange}
      {...(hideLabel && { hideLabel })}
    />
  )
}

const SCENARIOS: readonly Scenario[] = ['A', 'B', 'C', 'hand']

function Scenarios({ setup, onChange }: Pick<Props, 'setup' | 'onChange'>) {
  const words = useWords()
  const current = scenarioOf(setup)
  return (
    <div role="group" aria-label={words.simulator.scenario} className="grid grid-cols-2 gap-2 lg:grid-cols-4">
      {SCENARIOS.map((scenario) => {
        const { name, what } = words.simulator.scenarios[scenario]
        return (
          <button
            key={scenario}
            type="button"
            aria-pressed={current === scenario}
            onClick={() => onChange(inScenario(scenario, setup))}
            className="flex min-h-16 flex-col justify-center rounded-md border border-edge bg-panel px-3 py-2 text-left hover:bg-sunken aria-pressed:border-ink aria-pressed:bg-ink aria-pressed:text-ground"
          >
            <span className="font-bold">{name}</span>
            <span className="text-sm leading-tight">{what}</span>
          </button>
        )
      })}
    </div>
  )
}
