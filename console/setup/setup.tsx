import { useWords } from '../i18n/doors.ts'
import { Failure, Loading } from '../parts/states.tsx'
import { Title } from '../shell/title.tsx'
import { Checks } from './checks.tsx'
import { Facts } from './facts.tsx'
import { useFindings } from './findings.ts'
import { Guide } from './guide.tsx'
import { SettingsShown } from './settings-shown.tsx'
import { useSetup } from './setup-state.ts'

/** Whether phones would ring, and the way to real ones. */
export function Setup() {
  const words = useWords()
  const { data, error, refetch } = useSetup()
  const { again, ...findings } = useFindings()
  const lookAgain = () => {
    void refetch()
    again()
  }
  return (
    <>
      <Title text={words.nav.places.setup} />
      <div className="grid grid-cols-1 gap-x-14 gap-y-8 xl:grid-cols-2 xl:grid-rows-[auto_auto_1fr]">
        {data ? (
          <SettingsShown setup={data} />
        ) : error ? (
          <Failure error={error} retry={lookAgain} />
        ) : (
          <Loading />
        )}
        <Checks {...findings} again={lookAgain} />
        <div className="min-w-0 xl:col-start-2 xl:row-span-3 xl:row-start-1">
          <Guide found={findings.found} />
        </div>
        <Facts />
      </div>
    </>
  )
}
