import { defineConfig } from 'vitest/config'

const NODES = 'test/nodes/**' // Several nodes: PostgreSQL alone.

export default defineConfig({
  test: {
    reporters: ['default', './test/support/closing-line.ts'],
    projects: [
      {
        test: {
          name: 'sqlite',
          include: ['{src,cli,emulator,test}/**/*.test.ts'],
          exclude: ['src/store/postgres/**', NODES],
        },
      },
      {
        test: {
          name: 'postgres',
          include: [
            'src/store/postgres/**/*.test.ts',
            'src/engine/**/*.test.ts',
            'test/{scenarios,crash}/**/*.test.ts',
            `${NODES}/*.test.ts`,
          ],
          exclude: ['test/scenarios/locked-database.test.ts'], // SQLite's file, locked by a stranger.
          globalSetup: './test/support/postgres/setup.ts',
        },
      },
    ],
  },
})
