import { BrokerCallError } from '@tallystick/client'
import { expect, test } from 'vitest'
import { recordErrors } from './record-errors.ts'

const refused = (status: number, body: unknown = {}) => new BrokerCallError('No', { failure: 'refused', status, body })

test('says which field names what nobody knows', () => {
  expect(Object.keys(recordErrors(refused(404), { pacticipant: 'shop', isKnown: false }))).toEqual(['pacticipant'])
  expect(recordErrors(refused(404), { pacticipant: 'shop', isKnown: true })['version']?.[0]).toMatch(
    /^is not known of shop\./,
  )
})

test('gives what the broker says of a field to that field', () => {
  const body = { errors: { applicationInstance: ['cannot contain multiple lines'] } }
  expect(recordErrors(refused(400, body), { pacticipant: 'shop', isKnown: true })).toEqual(body.errors)
  expect(recordErrors(new Error('Broken'), { pacticipant: 'shop', isKnown: true })).toEqual({ '': ['Broken'] })
})
