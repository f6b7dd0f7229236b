import { Agent, request } from 'node:http'

const agent = new Agent({ keepAlive: true, maxSockets: Infinity })

type Asked = { method?: string; headers?: Record<string, string>; body?: string }

type Answer = { status: number; body: string }

/** One request over a connection that is kept, by the leanest client that Node has. */
export async function ask(url: string, asked: Asked = {}): Promise<Answer> {
  return (await once(url, asked)) ?? ask(url, asked)
}

/** Null when the server has just closed a connection that nobody used: https://nodejs.org/api/http.html#requestreusedsocket */
function once(url: string, { method = 'GET', headers = {}, body = '' }: Asked): Promise<Answer | null> {
  return new Promise((resolve, reject) => {
    const length = { 'Content-Length': String(Buffer.byteLength(body)) }
    const outgoing = request(url, { agent, method, headers: { ...headers, ...length } }, (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (part: string) => (text += part))
      response.on('error', reject).on('end', () => resolve({ status: response.statusCode ?? 0, body: text }))
    })
    outgoing.on('error', (error) => {
      if (outgoing.reusedSocket && 'code' in error && error.code === 'ECONNRESET') resolve(null)
      else reject(new Error(`${method} ${url}: ${error.message}`, { cause: error }))
    })
    outgoing.end(body)
  })
}

/** Throws what was answered instead of a success. */
export async function must(url: string, asked: Asked): Promise<string> {
  const { status, body } = await ask(url, asked)
  if (status >= 300) throw new Error(`${asked.method ?? 'GET'} ${url}: ${status} ${body}`)
  return body
}
