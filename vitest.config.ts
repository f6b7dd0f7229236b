import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    reporters: ['default', './test/support/closing-line.ts'],
    projects: [
      {
        test: {
          name: 'sqlite',
          include: ['{src,cli,emulator,test}/**/*.test.ts'],
          exclude: ['src/store/postgres/**'],
        },
      },
      {
        test: {
          name: 'postgres',
          include: ['src/store/postgres/**/*.test.ts', 'src/engine/**/*.test.ts'],
          globalSetup: './test/support/postgres/setup.ts',
        },
      },
    ],
  },
})
