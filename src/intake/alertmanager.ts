import { z } from 'zod'
import type { Alert } from '../domain/incident.ts'

const texts = (example: Record<string, string>) =>
  z
    .record(z.string(), z.string().meta({ example: Object.values(example)[0] }))
    .default({})
    .meta({ example })
const status = z.enum(['firing', 'resolved']).meta({ example: 'firing' })
const LABELS = { alertname: 'PaymentApiDown' }
const ANNOTATIONS = { summary: '결제 API 응답 없음' }

/**
 * Alertmanager's webhook, version 4: https://prometheus.io/docs/alerting/latest/configuration/#webhook_config
 * It is read loosely, as it says that fields may be added; what is needed must be there.
 */
export const AlertmanagerPayload = z
  .object({
    groupKey: z.string().min(1).max(4_000).meta({ example: '{}:{alertname="PaymentApiDown"}' }),
    status,
    groupLabels: texts(LABELS),
    commonLabels: texts(LABELS),
    commonAnnotations: texts(ANNOTATIONS),
    alerts: z
      .array(z.object({ status, labels: texts(LABELS), annotations: texts(ANNOTATIONS) }))
      .min(1)
      .meta({ example: [{ status: 'firing', labels: LABELS, annotations: ANNOTATIONS }] }),
  })
  .meta({ id: 'AlertmanagerPayload' })

/**
 * One notification of Alertmanager is one group of alerts, and one group is one incident: it is
 * how its owner has said what belongs together, and what wakes somebody once.
 */
export function alertOf(payload: z.infer<typeof AlertmanagerPayload>): Alert {
  const firing = payload.alerts.filter((alert) => alert.status === 'firing')
  const first = firing[0] ?? payload.alerts[0]
  const name = payload.commonLabels['alertname'] ?? first?.labels['alertname'] ?? 'alert'
  const { summary, description } = { ...first?.annotations, ...payload.commonAnnotations }
  const text = summary ?? description ?? name
  const more = firing.length > 1 ? ` (+${firing.length - 1})` : ''
  return {
    dedupKey: payload.groupKey,
    status: payload.status,
    title: `${name}${more}`,
    message: `${text}${more}`,
    urgency: urgencyOf([payload.commonLabels, ...firing.map(({ labels }) => labels)]),
  }
}

/** The severities that monitoring systems use for what can wait; whatever else there is, or nothing, cannot. */
const CAN_WAIT = /^(?:warn(?:ing)?|minor|low|info(?:rmation(?:al)?)?|notice|debug|none|p[3-5]|sev[3-5])$/i

/** A group is as urgent as the most urgent of its alerts. */
function urgencyOf(labels: readonly Record<string, string>[]): Alert['urgency'] {
  const severities = labels.flatMap(({ severity }) => severity ?? [])
  return severities.length > 0 && severities.every((severity) => CAN_WAIT.test(severity)) ? 'low' : 'high'
}
