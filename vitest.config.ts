import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { defaultServerConditions } from 'vite'
import { defineConfig } from 'vitest/config'
import { LongestFirst } from './broker/test/support/longest-first.ts'

// The workspaces are used as sources, without a build.
const conditions = ['@tallystick/source', ...defaultServerConditions]

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    // One more than there are cores, since workers wait for databases, brokers and browsers.
    maxWorkers: availableParallelism() + 1,
    // What is loaded once serves the files of tests that follow: none changes what it shares with others for good.
    isolate: false,
    sequence: { sequencer: LongestFirst },
    // Brokers and tools that tests start compile what they run once.
    env: { NODE_COMPILE_CACHE: join(tmpdir(), 'tallystick-compiled') },
    // Generous, because many run at once on machines with few cores.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 20_000 } },
    globalSetup: ['broker/test/support/global-setup.ts'],
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['broker/{src,ui/src}/**/*.test.ts', 'client/src/**/*.test.ts', 'examples/*.test.ts'],
        },
      },
      {
        extends: true,
        test: { name: 'api', include: ['broker/test/api/**/*.test.ts', 'client/test/**/*.test.ts'] },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: [
            'broker/test/cli/**/*.test.ts',
            'broker/test/reliability/**/*.test.ts',
            'broker/test/clients/**/*.test.ts',
            'broker/test/contract/**/*.test.ts',
            'broker/test/browser/**/*.test.ts',
            'broker/test/packaging/**/*.test.ts',
            'broker/test/fuzz/**/*.test.ts',
            'broker/test/pages/**/*.test.ts',
            'broker/test/soak/**/*.test.ts',
          ],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
