import { chosenZone } from '../live/time.ts'

/** `2026. 11. 24.`, in the zone that the reader chose. */
export const dayText = (iso: string, language: string): string =>
  new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: chosenZone() }).format(Date.parse(iso))
