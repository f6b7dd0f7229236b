import { nameOf, type IncidentKey } from '../store/incidents.ts'

/** What a unit of work is sure to ask for: escalations by their ids, and the open incidents of these keys. */
export type Needs = { escalations?: readonly string[]; incidents?: readonly IncidentKey[] }

/** What a whole group needs, so that it is loaded with one query of each kind. */
export class Needed {
  readonly #escalations = new Set<string>()
  readonly #incidents = new Map<string, IncidentKey>()

  get escalations(): string[] {
    return [...this.#escalations]
  }

  get incidents(): IncidentKey[] {
    return [...this.#incidents.values()]
  }

  add({ escalations = [], incidents = [] }: Needs): void {
    for (const id of escalations) this.#escalations.add(id)
    for (const key of incidents) this.#incidents.set(nameOf(key), key)
  }
}
