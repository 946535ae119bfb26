import { expect, test } from 'vitest'
import { addressTime, fieldTime } from './times.ts'

test('an address has a time to the second', () => {
  expect(addressTime(new Date('2026-02-01T10:00:00.250Z'))).toBe('2026-02-01T10:00:00Z')
})

test('what a field gives back is the time that it was given', () => {
  const time = new Date('2026-02-01T08:05:09Z')
  expect(fieldTime(time)).toMatch(/^2026-0[12]-\d\dT\d\d:\d5:09$/)
  expect(new Date(fieldTime(time))).toEqual(time)
})
