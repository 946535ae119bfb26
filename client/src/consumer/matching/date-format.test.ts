import { expect, test } from 'vitest'
import { fitsDateFormat } from './date-format.ts'

test.each([
  ['2000-01-31', 'yyyy-MM-dd', true],
  ['31.1.00', 'd.M.yy', true],
  ['2000-01-31T10:20:30Z', "yyyy-MM-dd'T'HH:mm:ssXXX", true],
  ['2000-01-31T10:20:30+01:00', "yyyy-MM-dd'T'HH:mm:ssXXX", true],
  ['2000-01-31T10:20:30.123+0100', "yyyy-MM-dd'T'HH:mm:ss.SSSZ", true],
  ['Mon, 31 Jan 2000 10:20:30 GMT', 'EEE, dd MMM yyyy HH:mm:ss z', true],
  ["10 o'clock AM", "h 'o''clock' a", true],
  ['2000-01-31', 'dd.MM.yyyy', false],
  ['2000-01-31', "yyyy-MM-dd'T'HH:mm", false],
  ['10:20', 'HH:mm:ss', false],
  ['10.20', 'HH:mm', false],
])('%s is written as %s: %s', (text, format, isFit) => {
  expect(fitsDateFormat(text, format)).toBe(isFit)
})
