import { expect, test } from 'vitest'
import { timeAgo } from './time-ago.ts'

const now = new Date('2026-06-15T12:00:00Z')

test.each([
  ['2026-06-15T12:00:05Z', 'less than a minute ago'],
  ['2026-06-15T12:00:00Z', 'less than a minute ago'],
  ['2026-06-15T11:59:01Z', 'less than a minute ago'],
  ['2026-06-15T11:59:00Z', '1 minute ago'],
  ['2026-06-15T11:01:00Z', '59 minutes ago'],
  ['2026-06-15T11:00:00Z', '1 hour ago'],
  ['2026-06-14T12:30:00Z', '23 hours ago'],
  ['2026-06-13T12:00:00Z', '2 days ago'],
  ['2026-05-16T12:00:00Z', '1 month ago'],
  ['2025-07-01T12:00:00Z', '11 months ago'],
  ['2023-06-15T12:00:00Z', '3 years ago'],
])('%s is %s', (time, words) => {
  expect(timeAgo(new Date(time), now)).toBe(words)
})
