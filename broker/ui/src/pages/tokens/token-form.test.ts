import { expect, test } from 'vitest'
import { type TokenForm, detailsOf } from './token-form.ts'

const form: TokenForm = {
  name: 'CI',
  kind: 'system',
  scopes: ['record', 'publish'],
  isWide: false,
  teams: ['Checkout'],
  applications: [],
  days: 30,
}

test('a token is asked for as the broker wants it', () => {
  expect(detailsOf(form, new Date('2026-01-01T00:00:00Z'))).toEqual({
    name: 'CI',
    kind: 'system',
    scopes: ['publish', 'record'],
    reach: { teams: ['Checkout'], applications: [] },
    expiresAt: '2026-01-31T00:00:00.000Z',
  })
  expect(detailsOf({ ...form, isWide: true, days: undefined }, new Date())).toMatchObject({
    reach: 'everything',
    expiresAt: null,
  })
})
