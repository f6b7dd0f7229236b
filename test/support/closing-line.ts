import type { Reporter, TestModule } from 'vitest/node'

/**
 * Prints the counts once more, alone on the last line, as `N passed, N failed`: what a continuous
 * integration that knows no Vitest can read. A file that could not be loaded counts as one failure.
 */
export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()])
    const count = (state: string) => tests.filter((test) => test.result().state === state).length
    const unloaded = modules.filter((module) => module.errors().length > 0).length
    const skipped = count('skipped')
    const line = `${count('passed')} passed, ${count('failed') + unloaded + errors.length} failed`
    process.on('exit', () =>
      process.stdout.write(`\n${skipped === 0 ? '' : `${skipped} skipped\n`}${line}\n`),
    )
  }
}
