import { expect, test } from 'vitest'
import { sizeInWords } from './size.ts'

test.each([
  [0, '0.0 kB'],
  [9_400, '9.4 kB'],
  [12_345_678, '12 MB'],
  [1_000_000_000, '1.0 GB'],
  [5e15, '5000 TB'],
])('%d bytes are %s', (bytes, text) => {
  expect(sizeInWords(bytes)).toBe(text)
})
