import type { CallScript } from '../domain/call-script.ts'
import { languageOf, type Person, type Plan } from '../domain/plan.ts'
import { fillTemplate } from '../domain/message-template.ts'
import { speakable } from '../domain/spoken-text.ts'
import { words } from './words.ts'

/** What the phone of `person` says, in their language. With `keys` it offers the menu, unless merely answering is enough. */
export function scriptFor(plan: Plan, person: Person, { keys }: { keys: boolean }): CallScript {
  const language = languageOf(plan, person)
  const say = words[language]
  const name = speakable(person.name)
  const message = speakable(plan.message) || say.emptyMessage
  const { messageTemplate: template } = plan
  const spoken =
    template === undefined ? say.message(name, message) : fillTemplate(template, { name, message })
  return {
    language,
    message: speakable(spoken),
    closing: say.closing,
    menu: keys && plan.acknowledgeBy !== 'answer' ? { prompt: say.menu, noInput: say.noInput } : null,
  }
}
