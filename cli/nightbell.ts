#!/usr/bin/env node
import { enableCompileCache } from 'node:module'
import path from 'node:path'

// A third less to compute before the server is ready. Where nothing can be written it just does without.
enableCompileCache(path.join(import.meta.dirname, '../node_modules/.cache/nightbell'))

/** One file per command, loaded only when it is asked for. */
const COMMANDS: Record<string, { does: string; run: () => Promise<(args: string[]) => Promise<number>> }> = {
  serve: { does: 'run the server', run: async () => (await import('./serve.ts')).serve },
  page: {
    does: 'ring people now, with a live log; exit 0 acknowledged, 2 nobody, 1 error',
    run: async () => (await import('./page.ts')).page,
  },
  drill: {
    does: 'practise: ring people as page does, and count it apart',
    run: async () => (await import('./drill.ts')).drill,
  },
  doctor: {
    does: 'check the settings, the provider and the data, and say how to mend',
    run: async () => (await import('./doctor.ts')).doctor,
  },
  token: {
    does: 'make, list and revoke API tokens',
    run: async () => (await import('./token.ts')).token,
  },
  'sign-in-link': {
    does: 'make a link that signs a browser in, once',
    run: async () => (await import('./sign-in-link.ts')).signInLink,
  },
  import: {
    does: 'import contacts from a CSV file',
    run: async () => (await import('./import.ts')).importContacts,
  },
  backup: {
    does: 'write everything to a file, also while the server runs',
    run: async () => (await import('./backup.ts')).backup,
  },
  restore: {
    does: 'fill an empty database from a backup',
    run: async () => (await import('./restore.ts')).restore,
  },
  migrate: {
    does: 'move from the embedded database to PostgreSQL',
    run: async () => (await import('./migrate.ts')).migrate,
  },
  emulator: {
    does: 'run the telephony emulator alone',
    run: async () => (await import('./emulator.ts')).emulator,
  },
}

const [name = 'help', ...args] = process.argv.slice(2)
const command = COMMANDS[name]
if (command) {
  try {
    const code = await (await command.run())(args)
    // `serve` and `emulator` go on after they have started.
    if (code !== 0) process.exitCode = code
  } catch (error) {
    console.error(`nightbell ${name}: ${error instanceof Error ? error.message : String(error)}`)
    process.exit(1)
  }
} else {
  const known = name === 'help' || name === '--help' || name === '-h'
  const print = known ? console.log : console.error
  if (!known) print(`nightbell: there is no command "${name}"\n`)
  print('usage: nightbell <command>\n')
  for (const [each, { does }] of Object.entries(COMMANDS)) print(`  ${each.padEnd(12)} ${does}`)
  process.exitCode = known ? 0 : 1
}
