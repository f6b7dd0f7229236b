import { useState } from 'react'
import { useSearchParams } from 'react-router'
import type { Escalation } from '../../src/wire/escalation.ts'
import type { SimulatorState } from '../../src/wire/simulator.ts'
import { useWords } from '../i18n/words.ts'
import { queries } from '../live/live.ts'
import { useOnce } from '../parts/once.ts'
import { problemText } from '../parts/states.tsx'
import { say } from '../parts/toasts.tsx'
import { Refused } from '../session/request.ts'
import { forecastOf, type Forecast } from './forecast.ts'
import { begin, setSpeed, simulate } from './run.ts'
import { savedSetup, saveSetup } from './saved-setup.ts'
import { drillOfSetup, type Setup } from './setup.ts'
import { wakeAudio } from './sound.ts'

/** What is set, and what has been begun with it. The address holds the run: it can be reloaded, shared, and gone back from. */
export function useDrill({ provider, callbacks }: SimulatorState) {
  const words = useWords()
  const [params, setParams] = useSearchParams()
  const [setup, setSetup] = useState(() => savedSetup(provider, callbacks, words))
  const [failure, setFailure] = useState<unknown>(null)
  /** Real phones: what has to be confirmed before any rings. */
  const [asked, setAsked] = useState<Forecast | null>(null)

  const change = (next: Setup) => {
    setSetup(next)
    saveSetup(provider, next)
  }
  const complain = (error: unknown) => say(problemText(error, words), { tone: 'error' })
  /** Time goes fast only while something runs, so it is said after the start. */
  const pace = (speed: Setup['speed']) => void setSpeed(speed).catch(complain)

  async function attempt(what: () => Promise<void>): Promise<void> {
    setFailure(null)
    try {
      await what()
    } catch (error) {
      // Otherwise it may have begun, and whoever confirms again must do it with the same key.
      if (!(error instanceof Refused) || error.problem.status >= 500) return complain(error)
      setFailure(error) // To be seen in the form.
      setAsked(null)
      setParams({})
    }
  }
  /** Simulated phones ring at once; real ones when `confirm` follows. */
  const { busy, run: start } = useOnce((next: Setup) => {
    wakeAudio()
    change(next)
    return attempt(async () => {
      if (provider === 'simulated') {
        show(await simulate(next))
        pace(next.speed)
      } else setAsked(await queries.fetchQuery(forecastOf(drillOfSetup(next))))
    })
  })
  function show({ id }: Escalation): void {
    setAsked(null)
    setParams({ run: id })
    scrollTo({ top: 0 })
  }
  return {
    run: params.get('run'),
    setup,
    failure,
    busy,
    asked,
    change,
    start,
    confirm: (key: string) => attempt(async () => show(await begin(setup, key))),
    leave: () => setAsked(null),
    edit: () => setParams({}),
    speed: (next: Setup['speed']) => {
      change({ ...setup, speed: next })
      pace(next)
    },
  }
}
