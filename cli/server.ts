import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { addressOf } from '../src/addresses.ts'
import type { Problem } from '../src/wire/problem.ts'

/** The server that a command talks to, and the token it shows. */
export type Server = { url: string; token: string }

/** From the options, the environment (`.env` read), or what the first start left in the data folder. Throws with what to do. */
export function serverOf(options: { url?: string | undefined; token?: string | undefined }): Server {
  if (existsSync('.env')) process.loadEnvFile('.env')
  const { HOST, PORT, NIGHTBELL_ADMIN_TOKEN, NIGHTBELL_DATA } = process.env
  const url = (options.url ?? `http://${addressOf(HOST || '127.0.0.1')}:${PORT || 8001}`).replace(/\/+$/, '')
  // The token that this folder's server made is shown to no other.
  const token =
    options.token ||
    NIGHTBELL_ADMIN_TOKEN ||
    (options.url === undefined && ownToken(NIGHTBELL_DATA || './data'))
  if (!token) throw new Error(`no API token: set NIGHTBELL_ADMIN_TOKEN, or give --token`)
  return { url, token }
}

function ownToken(data: string): string | null {
  const file = path.join(data, 'admin-token')
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : null
}

/** The server was reached, and said no. The message says why and gives its examples. */
export class Refused extends Error {}

/** Throws `Refused`, or an error that says how to find the server. */
export async function request(
  server: Server,
  target: string,
  init: { method?: string; headers?: Record<string, string>; body?: string | Uint8Array<ArrayBuffer> } = {},
): Promise<Response> {
  const headers = { Authorization: `Bearer ${server.token}`, ...init.headers }
  let response: Response
  try {
    response = await fetch(`${server.url}${target}`, { ...init, headers })
  } catch (error) {
    throw new Error(`no Nightbell answers at ${server.url}: start one with "npm start", or give --url`, {
      cause: error,
    })
  }
  if (response.ok) return response
  const problem = await problemOf(response)
  // A server that is starting, or whose database is away, has not refused: it may be asked again.
  throw response.status >= 500 ? new Error(problem) : new Refused(problem)
}

async function problemOf(response: Response): Promise<string> {
  const text = await response.text()
  try {
    const problem: Partial<Problem> = JSON.parse(text)
    const examples = (problem.errors ?? []).flatMap(({ field, example }) =>
      example === undefined ? [] : `; for example ${field} = ${JSON.stringify(example)}`,
    )
    return `${problem.detail ?? text}${examples.join('')}`
  } catch {
    return `the server answered ${response.status}: ${text.slice(0, 200)}`
  }
}
