import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    // No test waits for time; this is only for one that hangs, on a machine that has other things to do.
    testTimeout: 60_000,
    include: ['{src,cli,emulator,test}/**/*.test.ts'],
    reporters: ['default', './test/support/closing-line.ts'],
  },
})
