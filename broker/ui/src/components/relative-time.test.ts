import { expect, test } from 'vitest'
import { relativeTime } from './relative-time.ts'

const now = new Date('2026-03-10T12:00:00Z')

test.each([
  ['2026-03-10T11:59:30Z', 'just now'],
  ['2026-03-10T11:58:10Z', '1 minute ago'],
  ['2026-03-10T03:00:00Z', '9 hours ago'],
  ['2026-03-09T11:00:00Z', 'yesterday'],
  ['2026-02-20T12:00:00Z', '2 weeks ago'],
  ['2024-03-01T12:00:00Z', '2 years ago'],
  ['2026-03-12T13:00:00Z', 'in 2 days'],
])('%s is %s', (time, text) => {
  expect(relativeTime(new Date(time), now)).toBe(text)
})
