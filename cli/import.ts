import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { Import } from '../src/wire/import.ts'
import { request, serverOf, type Server } from './server.ts'

const USAGE = `usage: nightbell import <file.csv>

  --dry-run                only look
  --charset <name>         utf-8, cp949 or utf-16le; found out when not given
  --url <url> --token <t>  another server than the one here

The first line names the columns: name (이름), phone (전화, 휴대폰, 집, …: any number of them),
language (언어), note (메모). Everything is imported, or nothing and what is wrong in which line.`

const options = {
  'dry-run': { type: 'boolean' },
  charset: { type: 'string' },
  url: { type: 'string' },
  token: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const

/** Exit 0 when everything is, or could be, imported. */
export async function importContacts(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true })
  if (values.help) {
    console.log(USAGE)
    return 0
  }
  const [file] = positionals
  if (file === undefined || positionals.length > 1) throw new Error(`say one file\n\n${USAGE}`)
  const body = new Uint8Array(await readFile(file))
  const send = async (dryRun: boolean) => post(serverOf(values), body, dryRun, values.charset)
  const { columns, rows } = await send(true)
  const wrong = rows.flatMap(({ line, problems }) =>
    problems.map(({ column, problem }) => {
      const heading = columns[column - 1]?.heading
      return `line ${line}, column ${heading || column}: ${problem}`
    }),
  )
  for (const problem of wrong) console.error(problem)
  if (wrong.length > 0) throw new Error(`nothing was imported; mend ${file} in these places`)
  if (values['dry-run']) console.log(`could be imported: ${rows.length}`)
  else console.log(`imported: ${(await send(false)).contacts.length}`)
  return 0
}

async function post(
  server: Server,
  body: Uint8Array<ArrayBuffer>,
  dryRun: boolean,
  charset: string | undefined,
) {
  const query = new URLSearchParams({ dry_run: String(dryRun), ...(charset !== undefined && { charset }) })
  const response = await request(server, `/api/v1/contacts/import?${query.toString()}`, {
    method: 'POST',
    headers: { 'Content-Type': 'text/csv' },
    body,
  })
  return Import.parse(await response.json())
}
