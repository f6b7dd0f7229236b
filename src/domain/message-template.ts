const PLACES: Record<string, 'name' | 'message'> = {
  이름: 'name',
  name: 'name',
  메시지: 'message',
  message: 'message',
}
const PLACE = /\{([^{}]*)\}/g

/** Puts the name and the message in their places, once: what they hold themselves is no template. */
export function fillTemplate(template: string, values: { name: string; message: string }): string {
  return template.replaceAll(PLACE, (text, place: string) => {
    const value = PLACES[place]
    return value === undefined ? text : values[value]
  })
}

/** What is wrong with a template, or null. One without the message would ring people and not say why. */
export function templateProblem(
  template: string,
): { why: 'unknown-place'; place: string } | { why: 'no-message' } | null {
  const places = [...template.matchAll(PLACE)].map(([, place = '']) => place)
  const unknown = places.find((place) => PLACES[place] === undefined)
  if (unknown !== undefined) return { why: 'unknown-place', place: unknown }
  return places.some((place) => PLACES[place] === 'message') ? null : { why: 'no-message' }
}
