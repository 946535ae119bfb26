import { expect, test } from 'vitest'
import { readCredentials } from './broker-options.ts'
import { variable } from '../environment.ts'

const bearer = (token: string) => ({ type: 'bearer', token })
const basic = (username: string, password: string) => ({ type: 'basic', username, password })

test('a variable of ours goes before one of the Pact Broker, and an empty one is none', () => {
  expect(variable({ TALLYSTICK_TOKEN: 'a', PACT_BROKER_TOKEN: 'b' }, 'TOKEN')).toBe('a')
  expect(variable({ TALLYSTICK_TOKEN: '', PACT_BROKER_TOKEN: 'b' }, 'TOKEN')).toBe('b')
  expect(variable({ PACT_BROKER_TOKEN: '' }, 'TOKEN')).toBeUndefined()
})

test('the command line goes before the environment, whatever kind of credentials each has', () => {
  const env = { PACT_BROKER_TOKEN: 'secret' }
  expect(readCredentials({}, env)).toEqual(bearer('secret'))
  expect(readCredentials({ brokerToken: 'other' }, env)).toEqual(bearer('other'))
  expect(readCredentials({ brokerUsername: 'ann', brokerPassword: 'pw' }, env)).toEqual(basic('ann', 'pw'))
})

test('a name and a password may come from different places', () => {
  const env = { PACT_BROKER_USERNAME: 'ann', TALLYSTICK_PASSWORD: 'pw' }
  expect(readCredentials({}, env)).toEqual(basic('ann', 'pw'))
  expect(readCredentials({ brokerUsername: 'bob' }, env)).toEqual(basic('bob', 'pw'))
  expect(readCredentials({ brokerPassword: 'given' }, env)).toEqual(basic('ann', 'given'))
})

test('a name alone has an empty password, and nothing is no credentials', () => {
  expect(readCredentials({ brokerUsername: 'ann' }, {})).toEqual(basic('ann', ''))
  expect(readCredentials({}, {})).toBeUndefined()
})

test('a token and a name together are refused', () => {
  expect(() => readCredentials({ brokerToken: 'a', brokerUsername: 'ann' }, {})).toThrow(/not both/)
})
