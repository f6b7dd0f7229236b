import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { z } from 'zod'
import type { Forecast as ForecastSchema } from '../../src/wire/dry-run.ts'
import { request } from '../session/request.ts'

export type Forecast = z.infer<typeof ForecastSchema>

/** Whom a drill would ring, and how: all that times and costs depend on. */
export type Drill = {
  contacts: readonly { name: string; phone: string }[]
  rounds: number
  ring_timeout_seconds: number
}

/** Who would ring when, and what it would cost with real phones. Refused where the page request would be. */
export const forecastOf = (drill: Drill) => ({
  queryKey: ['forecast', drill],
  queryFn: () => request<Forecast>('/api/v1/policies/dry-run', { method: 'POST', body: drill }),
  retry: false,
})

const WHILE_TYPING_MS = 400

/** Of what has been typed, once nobody types any more; null while it is not known, or not valid. */
export function useForecast(drill: Drill): Forecast | null {
  const wanted = JSON.stringify(drill)
  const [asked, setAsked] = useState(wanted)
  useEffect(() => {
    const timer = setTimeout(() => setAsked(wanted), WHILE_TYPING_MS)
    return () => clearTimeout(timer)
  }, [wanted])
  const { data } = useQuery(forecastOf(JSON.parse(asked)))
  return asked === wanted && data ? data : null
}
