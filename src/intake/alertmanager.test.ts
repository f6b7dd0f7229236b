import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { alertOf, AlertmanagerPayload } from './alertmanager.ts'

/** Captured from Debian's prometheus-alertmanager 0.25: docs/alertmanager.md says how. */
const captured = (status: string) =>
  AlertmanagerPayload.parse(
    JSON.parse(readFileSync(new URL(`fixtures/alertmanager-0.25-${status}.json`, import.meta.url), 'utf8')),
  )

test('E1 reads a group that fires, and the same group when it is resolved', () => {
  const alert = {
    dedupKey: '{}:{alertname="PaymentApiDown"}',
    title: 'PaymentApiDown',
    message: '결제 API 응답 없음',
    urgency: 'high',
  }
  expect(alertOf(captured('firing'))).toEqual({ ...alert, status: 'firing' })
  expect(alertOf(captured('resolved'))).toEqual({ ...alert, status: 'resolved' })
})

test('says how many more alerts fire in the group', () => {
  const firing = captured('firing')
  const three = { ...firing, alerts: [...firing.alerts, ...firing.alerts, ...firing.alerts] }
  expect(alertOf(three).message).toBe('결제 API 응답 없음 (+2)')
})

test('speaks the name of the alert when it has no annotations', () => {
  const firing = captured('firing')
  const bare = {
    ...firing,
    commonAnnotations: {},
    alerts: firing.alerts.map((a) => ({ ...a, annotations: {} })),
  }
  expect(alertOf(bare).message).toBe('PaymentApiDown')
})

test.each([
  ['critical', 'high'],
  ['warning', 'low'],
  ['info', 'low'],
  ['P1', 'high'],
  ['', 'high'],
])('an alert of severity "%s" is of %s urgency', (severity, urgency) => {
  const payload = captured('firing')
  const labels = severity === '' ? {} : { severity }
  const alerts = payload.alerts.map((alert) => ({ ...alert, labels }))
  expect(alertOf({ ...payload, commonLabels: labels, alerts }).urgency).toBe(urgency)
})
