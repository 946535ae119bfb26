import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['**/*.test.ts'],
    // The contract file of a pair is written by several tests: one after the other.
    fileParallelism: false,
    testTimeout: 60_000,
  },
})
