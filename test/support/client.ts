import { Agent, request, type IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'

const agent = new Agent({ keepAlive: true, maxSockets: Infinity })

type Asked = { method?: string; headers?: Record<string, string>; body?: string }

/** `type`: of the body's content; `date`: when it was answered, by the server's clock. */
type Answer = { status: number; type: string; date: string | null; body: string }

/** One request over a connection that is kept, by the leanest client that Node has: `fetch` computes three times as much. */
export async function ask(url: string, asked: Asked = {}): Promise<Answer> {
  return (await askOnce(url, asked)) ?? ask(url, asked)
}

/** Null when the server has just closed a connection that nobody used: https://nodejs.org/api/http.html#requestreusedsocket */
export function askOnce(
  url: string,
  { method = 'GET', headers = {}, body = '' }: Asked,
): Promise<Answer | null> {
  return new Promise((resolve, reject) => {
    const length = { 'Content-Length': String(Buffer.byteLength(body)) }
    const outgoing = request(url, { agent, method, headers: { ...headers, ...length } }, (response) => {
      answerOf(response).then(resolve, reject)
    })
    outgoing.on('error', (error) => {
      if (outgoing.reusedSocket && 'code' in error && error.code === 'ECONNRESET') resolve(null)
      else reject(new Error(`${method} ${url}: ${error.message}`, { cause: error }))
    })
    outgoing.end(body)
  })
}

async function answerOf(response: IncomingMessage): Promise<Answer> {
  const { statusCode: status = 0, headers } = response
  return {
    status,
    type: headers['content-type'] ?? '',
    date: headers.date ?? null,
    body: await text(response),
  }
}

/** Throws what was answered instead of a success. */
export async function must(url: string, asked: Asked): Promise<string> {
  const { status, body } = await ask(url, asked)
  if (status >= 300) throw new Error(`${asked.method ?? 'GET'} ${url}: ${status} ${body}`)
  return body
}
