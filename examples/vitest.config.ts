import { tallystick } from '@tallystick/client/vitest'
import { defaultServerConditions } from 'vite'
import { defineConfig } from 'vitest/config'

// In this repository the client is used as sources, without a build. A project that has it installed leaves this out.
const conditions = ['@tallystick/source', ...defaultServerConditions]

export default defineConfig({
  // What the consumers' tests expect is in contracts/ when they have run.
  plugins: [tallystick({ dir: process.env['TALLYSTICK_CONTRACTS'] ?? 'contracts' })],
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ['**/*.test.ts'],
    // The files are small and share nothing that changes.
    isolate: false,
    testTimeout: 60_000,
  },
})
