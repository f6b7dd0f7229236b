import { Settings2, Volume2, VolumeX } from 'lucide-react'
import { useWords } from '../i18n/words.ts'
import { Button } from '../parts/button.tsx'
import type { Setup } from './setup.ts'
import { SpeedChoice } from './setup-form.tsx'
import { wakeAudio } from './sound.ts'

type Props = {
  /** Of simulated phones; real ones have neither. */
  speed?: Setup['speed']
  sound?: boolean
  onSpeed: (speed: Setup['speed']) => void
  onSound: (on: boolean) => void
  onEdit: () => void
}

/** What can be changed while it runs. */
export function RunTools({ speed, sound, onSpeed, onSound, onEdit }: Props) {
  const words = useWords()
  const Icon = sound ? Volume2 : VolumeX
  return (
    <div className="flex flex-wrap items-center gap-2">
      {speed !== undefined && <SpeedChoice speed={speed} onChange={onSpeed} hideLabel />}
      {sound !== undefined && (
        <Button
          tone="quiet"
          icon={<Icon aria-hidden className="size-5" />}
          onClick={() => {
            wakeAudio()
            onSound(!sound)
          }}
        >
          {words.simulator.sound}: {sound ? words.simulator.soundOn : words.simulator.soundOff}
        </Button>
      )}
      <Button icon={<Settings2 aria-hidden className="size-4.5" />} onClick={onEdit}>
        {words.simulator.edit}
      </Button>
    </div>
  )
}
