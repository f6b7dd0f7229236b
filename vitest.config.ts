import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['{src,cli,emulator,test,console}/**/*.test.ts'],
    globalSetup: './test/support/build-page.ts',
    reporters: ['default', './test/support/closing-line.ts'],
  },
})
