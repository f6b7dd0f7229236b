import { parseArgs } from 'node:util'
import { z } from 'zod'
import { CreatedToken, Token } from '../src/wire/access.ts'
import { request, serverOf, type Server } from './server.ts'

const USAGE = `usage: nightbell token create <name>
       nightbell token list
       nightbell token revoke <id>

  --url <url> --token <t>  another server than the one here

create prints the token, this once; list says who used each last; revoke works at once.`

const options = {
  url: { type: 'string' },
  token: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const

const ACTIONS: Record<string, (server: Server, argument: string | undefined) => Promise<void>> = {
  create,
  list,
  revoke,
}

export async function token(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true })
  if (values.help) {
    console.log(USAGE)
    return 0
  }
  const [name = '', argument, ...rest] = positionals
  const action = ACTIONS[name]
  if (!action || rest.length > 0) throw new Error(`${misunderstood(name, rest)}\n\n${USAGE}`)
  await action(serverOf(values), argument)
  return 0
}

function misunderstood(name: string, [unexpected]: string[]): string {
  if (name === '') return 'say what to do'
  if (unexpected !== undefined) return `there is one argument too many: "${unexpected}"`
  return `there is no "token ${name}", only ${Object.keys(ACTIONS).join(', ')}`
}

const PATH = '/api/v1/tokens'

async function create(server: Server, name: string | undefined): Promise<void> {
  if (name === undefined) throw new Error('name it, for example: nightbell token create "deployment script"')
  const response = await request(server, PATH, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ name }),
  })
  console.log(CreatedToken.parse(await response.json()).token)
}

async function list(server: Server, unexpected: string | undefined): Promise<void> {
  if (unexpected !== undefined) throw new Error(`list takes no ${unexpected}`)
  const { tokens } = z.object({ tokens: z.array(Token) }).parse(await (await request(server, PATH)).json())
  for (const { id, name, last_used_at, last_used_from } of tokens)
    console.log(`${id}  ${name}  ${last_used_at ?? 'never used'}  ${last_used_from ?? ''}`.trimEnd())
}

async function revoke(server: Server, id: string | undefined): Promise<void> {
  if (id === undefined) throw new Error('say which, by the id that "nightbell token list" shows')
  await request(server, `${PATH}/${encodeURIComponent(id)}`, { method: 'DELETE' })
  console.log(`${id} opens nothing any more`)
}
