import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client'

/** What is counted, for Prometheus; names and meanings are in docs/operations.md. */
export type Metrics = ReturnType<typeof createMetrics>

/** A registry of its own, so that several apps in one process do not count for each other. */
export function createMetrics() {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const counter = <L extends string>(name: string, help: string, labelNames: L[]) =>
    new Counter({ name: `nightbell_${name}`, help, labelNames, registers: [registry] })
  const gauge = <L extends string>(name: string, help: string, labelNames: L[]) =>
    new Gauge({ name: `nightbell_${name}`, help, labelNames, registers: [registry] })
  return {
    registry,
    events: counter('events_total', 'What happened, by the type of the event.', ['type']),
    attempts: counter('attempts_total', 'Attempts that are over, by outcome.', ['outcome']),
    callbacksRefused: counter('callbacks_refused_total', 'Callbacks that were not believed, by reason.', [
      'reason',
    ]),
    providerErrors: counter('provider_errors_total', 'Requests that the provider did not fulfil, by code.', [
      'effect',
      'code',
    ]),
    commitFailures: counter('commit_failures_total', 'Transactions that could not be written.', []),
    callsWaiting: gauge('calls_waiting', 'Calls that wait for their turn to be asked for.', []),
    longestWait: gauge('calls_waiting_seconds', 'How long the first of them has waited.', []),
    escalationsOverdue: gauge(
      'escalations_overdue',
      'Escalations whose deadline passed and nothing moved.',
      [],
    ),
    troubles: gauge('trouble', '1 while Nightbell itself is in trouble, by kind.', ['kind']),
  }
}
