import { expect, test } from 'vitest'
import { emailOf, environmentIn, furtherDetailsOf } from './environment-form.ts'

function formWith(...entries: readonly (readonly [string, string])[]): FormData {
  const form = new FormData()
  for (const [name, value] of entries) form.append(name, value)
  return form
}

test('an environment as it was typed', () => {
  const form = formWith(['name', ' test '], ['displayName', ''], ['production', 'on'])
  expect(environmentIn(form)).toEqual({ name: 'test', displayName: undefined, production: true, contacts: [] })
})

test('contacts keep what the form does not ask, rows that are empty go', () => {
  const form = formWith(
    ['name', 'test'],
    ['contactName', 'Night shift'],
    ['contactEmail', ''],
    ['contactPlace', '1'],
    ['contactName', ''],
    ['contactEmail', ''],
    ['contactPlace', '0'],
    ['contactName', 'Desk'],
    ['contactEmail', 'desk@example.org'],
    ['contactPlace', ''],
  )
  const night = { name: 'Night', details: { emailAddress: 'night@example.org', phone: 42 } }
  expect(environmentIn(form, { contacts: [{ name: 'Gone' }, night] }).contacts).toEqual([
    { name: 'Night shift', details: { phone: 42 } },
    { name: 'Desk', details: { emailAddress: 'desk@example.org' } },
  ])
})

test('a contact in words', () => {
  const contact = { name: 'Desk', details: { emailAddress: 'desk@example.org', phone: 42, chat: '#desk' } }
  expect(emailOf(contact)).toBe('desk@example.org')
  expect(furtherDetailsOf(contact)).toEqual(['phone: 42', 'chat: #desk'])
  expect(furtherDetailsOf({ name: 'Desk' })).toEqual([])
})
