import { useState } from 'react'
import { inputClass } from './field.tsx'

/** While a year is typed it is the year 2, and 20, and 202: nobody means these. */
const EARLIEST = '2000-01-01'

type Props = {
  /** What a `Field` gives to what is in it. */
  bound: { id: string; 'aria-describedby'?: string; 'aria-invalid'?: boolean }
  /** `2026-11-24`, or nothing. */
  value: string
  latest: string
  onChange: (day: string) => void
}

export function DayInput({ bound, value, latest, onChange }: Props) {
  const [typed, setTyped] = useState<string | null>(null)
  function take(day: string): void {
    const isMeant = day === '' || day >= EARLIEST
    setTyped(isMeant ? null : day)
    if (isMeant) onChange(day)
  }
  return (
    <input
      {...bound}
      type="date"
      min={EARLIEST}
      max={latest}
      className={inputClass}
      value={typed ?? value}
      onChange={(event) => take(event.target.value)}
      onBlur={() => setTyped(null)}
    />
  )
}
