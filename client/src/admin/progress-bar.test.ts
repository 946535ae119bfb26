import { expect, test } from 'vitest'
import { progressBar } from './progress-bar.ts'

test.each([
  [0, 3, '░░░░░░░░░░░░░░░░░░░░   0 %'],
  [1, 3, '██████░░░░░░░░░░░░░░  33 %'],
  [999, 1000, '███████████████████░  99 %'],
  [3, 3, '████████████████████ 100 %'],
  // Others came meanwhile, or there is nothing to do.
  [4, 3, '████████████████████ 100 %'],
  [0, 0, '████████████████████ 100 %'],
])('%i of %i', (done, total, bar) => {
  expect(progressBar(done, total)).toBe(bar)
})
