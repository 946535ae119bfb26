// Loaded by the plugin before each test file: tells which test captures what, also when several run at once.
import { AsyncLocalStorage } from 'node:async_hooks'
import { aroundEach, expect } from 'vitest'
import type { Origin } from '../contract/combine.ts'
import { bindCurrentTest } from '../consumer/current-test.ts'

const running = new AsyncLocalStorage<Origin>()
const file = expect.getState().testPath ?? ''

aroundEach(async (runTest, { task }) => {
  await running.run({ file, test: task.fullTestName }, runTest)
})

bindCurrentTest(() => running.getStore() ?? { file, test: '' })
