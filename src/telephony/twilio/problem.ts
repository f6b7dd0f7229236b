const TITLES: Record<number, string> = {
  400: 'Bad request',
  403: 'Forbidden',
  404: 'Not found',
  409: 'Conflict',
}

/** A problem document (RFC 9457), for whoever looks into the debugger of Twilio, or tries to be Twilio. */
export function problem(status: number, detail: string): Response {
  return new Response(JSON.stringify({ type: 'about:blank', title: TITLES[status], status, detail }), {
    status,
    headers: { 'Content-Type': 'application/problem+json' },
  })
}
