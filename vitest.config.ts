import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Only against tests that never end: nothing here is about the speed of a machine. */
const testTimeout = 60_000
const NODES = 'test/nodes/**' // Several nodes: PostgreSQL alone.
const ON_POSTGRES = [
  './test/support/run-folder.ts',
  './test/support/build-page.ts',
  './test/support/postgres/setup.ts',
]

const isLongest = ({ moduleId }: TestSpecification) => moduleId.includes('/test/chaos/')

/** The longest first: it would be alone at the end, and half of the machine idle. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    // oxlint-disable-next-line unicorn/no-array-sort -- this one is the sequencer's
    const sorted = await super.sort(files)
    return sorted.toSorted((a, b) => Number(isLongest(b)) - Number(isLongest(a)))
  }
}

export default defineConfig({
  test: {
    // The tests wait for each other's processes more than they compute: by default two cores get one worker.
    maxWorkers: 4,
    sequence: { sequencer: LongestFirst },
    reporters: ['default', './test/support/closing-line.ts'],
    projects: [
      {
        test: {
          name: 'sqlite',
          isolate: false,
          testTimeout,
          include: ['{src,cli,emulator,test,console}/**/*.test.ts'],
          exclude: ['src/store/postgres/**', NODES],
          globalSetup: ['./test/support/run-folder.ts', './test/support/build-page.ts'],
        },
      },
      {
        test: {
          name: 'postgres',
          isolate: false,
          testTimeout,
          include: [
            'src/store/postgres/**/*.test.ts',
            'src/engine/**/*.test.ts',
            'test/{scenarios,crash}/**/*.test.ts',
          ],
          // SQLite's file: locked by a stranger, on a full disk.
          exclude: ['test/scenarios/locked-database.test.ts', 'test/crash/full-disk.test.ts'],
          globalSetup: ON_POSTGRES,
        },
      },
      {
        test: {
          name: 'nodes',
          testTimeout,
          include: [`${NODES}/*.test.ts`],
          globalSetup: ON_POSTGRES,
          // After all others, and few at a time: a node that gets no core for two seconds is dead to the rest.
          sequence: { groupOrder: 1 },
          maxWorkers: 3,
        },
      },
    ],
  },
})
