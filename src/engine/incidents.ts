import { together, type Tx } from '../store/database.ts'
import {
  insertAlerts,
  isOpen,
  lockOpenIncidents,
  nameOf,
  saveIncidents,
  type AlertRecord,
  type IncidentKey,
  type IncidentRecord,
} from '../store/incidents.ts'

/** The incidents that one transaction touches, and the alerts that came for them. */
export class Incidents {
  readonly #tx: Tx
  /** The open one of each key; null: none is. */
  readonly #open = new Map<string, IncidentRecord | null>()
  readonly #changed = new Map<string, IncidentRecord>()
  readonly #alerts: AlertRecord[] = []

  constructor(tx: Tx) {
    this.#tx = tx
  }

  /** Those of these keys that were open before this transaction, and are not known yet. */
  async load(keys: readonly IncidentKey[]): Promise<IncidentRecord[]> {
    const missing = new Map(keys.map((key) => [nameOf(key), key]))
    for (const name of missing.keys()) if (this.#open.has(name)) missing.delete(name)
    const found = await lockOpenIncidents(this.#tx, [...missing.values()])
    ;[...missing.keys()].forEach((name, i) => this.#open.set(name, found[i] ?? null))
    return found.flatMap((incident) => incident ?? [])
  }

  /** The one open incident of this key, if there is one. Nobody else changes it until this transaction ends. */
  async openOne(key: IncidentKey): Promise<IncidentRecord | null> {
    const name = nameOf(key)
    if (!this.#open.has(name)) await this.load([key])
    return this.#open.get(name) ?? null
  }

  async isOpen(id: string): Promise<boolean> {
    const changed = this.#changed.get(id)
    return changed ? changed.resolvedAt === null : isOpen(this.#tx, id)
  }

  /** Opens it, or resolves it where it has `resolvedAt`. */
  change(incident: IncidentRecord): void {
    this.#changed.set(incident.id, incident)
    this.#open.set(nameOf(incident), incident.resolvedAt === null ? incident : null)
  }

  keep(alert: AlertRecord): void {
    this.#alerts.push(alert)
  }

  async save(): Promise<void> {
    await together([
      saveIncidents(this.#tx, [...this.#changed.values()]),
      insertAlerts(this.#tx, this.#alerts),
    ])
  }
}
