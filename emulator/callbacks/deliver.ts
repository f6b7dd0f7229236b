import { randomUUID } from 'node:crypto'
import type { Clock } from '../clock.ts'
import { iso } from '../dates.ts'
import { httpRequest, type HttpAnswer, type HttpRequest } from './http-request.ts'
import { readOverrides, type Overrides } from './overrides.ts'
import { signature } from './signature.ts'

export type DeliveryKind =
  | 'voice'
  | 'action'
  | 'redirect'
  | 'fallback'
  | 'status'
  | 'machine-detection'
  | 'message-status'
  | 'forged'

export type ToDeliver = {
  kind: DeliveryKind
  url: string
  method: 'GET' | 'POST'
  params: Record<string, string>
}

/** One request to the customer's server, and what came back each time it was tried. */
export type Delivery = ToDeliver & {
  idempotency_token: string
  tries: { at: string; status: number | null; failure: string | null }[]
}

export type Sender = { clock: Clock; authToken: string }

/** Signs and sends, and repeats as the URL's connection overrides say; all under one token. */
export async function deliver(delivery: Delivery, { clock, authToken }: Sender): Promise<HttpAnswer> {
  const overrides = readOverrides(delivery.url)
  const request = signed(delivery, delivery.kind === 'forged' ? 'a guessed token' : authToken)
  const deadline = clock.now() + overrides.totalMs
  for (let retry = 0; ; retry++) {
    const { connectMs, readMs } = overrides
    const limits = { connectMs, readMs, totalMs: Math.max(deadline - clock.now(), 1) }
    const at = iso(clock.now())
    // Retries are one after the other by nature.
    // oxlint-disable-next-line no-await-in-loop
    const answer = await httpRequest(request, limits, clock)
    const failed = 'failed' in answer
    delivery.tries.push({
      at,
      status: failed ? null : answer.status,
      failure: failed ? answer.message : null,
    })
    const again = retry < overrides.retries && clock.now() < deadline && calledForRetry(answer, overrides)
    if (!again) return answer
  }
}

export function newDelivery(toDeliver: ToDeliver): Delivery {
  return { ...toDeliver, idempotency_token: randomUUID(), tries: [] }
}

function calledForRetry(answer: HttpAnswer, { retryOn }: Overrides): boolean {
  if ('failed' in answer) return retryOn.has(answer.failed)
  return retryOn.has(`${Math.floor(answer.status / 100)}xx`)
}

/** GET carries the parameters in its query, where they are signed as part of the URL. */
function signed(delivery: Delivery, authToken: string): HttpRequest {
  const { method, params } = delivery
  const [withoutFragment = ''] = delivery.url.split('#')
  const encoded = new URLSearchParams(params).toString()
  const url = method === 'GET' ? withQuery(withoutFragment, encoded) : withoutFragment
  const body = method === 'GET' ? '' : encoded
  const headers: Record<string, string> = {
    'user-agent': 'TwilioProxy/1.1',
    accept: '*/*',
    'x-twilio-signature': signature(authToken, url, method === 'GET' ? {} : params),
    'i-twilio-idempotency-token': delivery.idempotency_token,
  }
  if (method === 'POST') {
    headers['content-type'] = 'application/x-www-form-urlencoded; charset=utf-8'
    headers['content-length'] = String(Buffer.byteLength(body))
  }
  return { url, method, headers, body }
}

function withQuery(url: string, query: string): string {
  return url + (url.includes('?') ? '&' : '?') + query
}
