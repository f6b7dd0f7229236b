import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['{src,cli,emulator,test}/**/*.test.ts'],
    reporters: ['default', './test/support/closing-line.ts'],
  },
})
