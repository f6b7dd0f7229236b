import type { Said } from './said.ts'

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
export function templateProblem(template: string): Said | null {
  const places = [...template.matchAll(PLACE)].map(([, place = '']) => place)
  const unknown = places.find((place) => PLACES[place] === undefined)
  if (unknown !== undefined)
    return {
      ko: `쓸 수 없는 자리 표시입니다: {${unknown}}. {이름}과 {메시지}를 쓸 수 있습니다.`,
      en: `{${unknown}} is not known; {이름} or {name} and {메시지} or {message} are`,
    }
  return places.some((place) => PLACES[place] === 'message') ? null : NO_MESSAGE
}

const NO_MESSAGE: Said = { ko: '{메시지}가 들어 있어야 합니다.', en: 'must hold {메시지} or {message}' }
