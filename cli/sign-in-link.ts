import { parseArgs } from 'node:util'
import { SignInLink } from '../src/wire/access.ts'
import { request, serverOf } from './server.ts'

const USAGE = `usage: nightbell sign-in-link [--name <who>]

  --name <who>             who will be signed in with it
  --url <url> --token <t>  another server than the one here

Prints a link that signs one browser in, once, within an hour.`

const options = {
  name: { type: 'string' },
  url: { type: 'string' },
  token: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const

export async function signInLink(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options })
  if (values.help) {
    console.log(USAGE)
    return 0
  }
  const response = await request(serverOf(values), '/api/v1/session/sign-in-links', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(values.name === undefined ? {} : { name: values.name }),
  })
  console.log(SignInLink.parse(await response.json()).url)
  return 0
}
