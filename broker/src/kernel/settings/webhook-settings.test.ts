import { describe, expect, test } from 'vitest'
import { readConfig } from '../config.ts'

const read = (env: Readonly<Record<string, string>>) => readConfig({ env, flags: {} }).config

test('webhooks have the defaults of the Pact Broker', () => {
  expect(read({})).toMatchObject({
    webhookRetrySchedule: [10, 60, 120, 300, 600, 1200],
    webhookHttpMethodWhitelist: ['POST'],
    webhookHttpCodeSuccess: [200, 201, 202, 203, 204, 205, 206],
    webhookSchemeWhitelist: ['https'],
    webhookHostWhitelist: [],
    webhookRedactSensitiveData: true,
    disableSslVerification: false,
  })
})

test('lists are read as they are meant', () => {
  const config = read({
    PACT_BROKER_WEBHOOK_HTTP_METHOD_WHITELIST: 'post Put',
    PACT_BROKER_WEBHOOK_SCHEME_WHITELIST: 'HTTP https',
    PACT_BROKER_WEBHOOK_RETRY_SCHEDULE: '1 2',
    TALLYSTICK_ENCRYPTION_KEYS: 'first-key-of-sixteen second-key-of-sixteen',
  })
  expect(config.webhookHttpMethodWhitelist).toEqual(['POST', 'PUT'])
  expect(config.webhookSchemeWhitelist).toEqual(['http', 'https'])
  expect(config.webhookRetrySchedule).toEqual([1, 2])
  expect(config.encryptionKeys).toEqual(['first-key-of-sixteen', 'second-key-of-sixteen'])
})

describe('hosts', () => {
  test.each([
    ['ci.example.org'],
    ['*.example.org'],
    ['10.0.0.1'],
    ['10.0.0.0/8'],
    ['fd00::/8'],
    ['fd00::1'],
    [String.raw`/\.example\.org$/`],
    [String.raw`ci.example.org 10.0.0.0/8 /^a\/b/`],
  ])('%s', (hosts) => {
    expect(read({ TALLYSTICK_WEBHOOK_HOST_WHITELIST: hosts }).webhookHostWhitelist).toEqual(hosts.split(' '))
  })

  test.each([
    ['10.0.0.0/33'],
    ['10.0.0.0/x'],
    ['example.org/8'],
    ['https://example.org'],
    ['/(/'],
    ['a.*.org'],
    ['a:80'],
  ])('not %s', (hosts) => {
    expect(() => read({ TALLYSTICK_WEBHOOK_HOST_WHITELIST: hosts })).toThrow('must be hosts, *.domains, addresses')
  })
})

test.each([
  ['WEBHOOK_HTTP_METHOD_WHITELIST', 'FETCH', 'must be methods of HTTP'],
  ['WEBHOOK_SCHEME_WHITELIST', 'ftp', 'must be https, http or both'],
  ['WEBHOOK_RETRY_SCHEDULE', '10 soon', 'must be whole numbers from 0 to 604800'],
  ['WEBHOOK_HTTP_CODE_SUCCESS', '99', 'must be whole numbers from 100 to 599'],
  ['USER_AGENT', 'a\u0007b', 'must be printable ASCII characters'],
])('%s is not %s', (name, value, sentence) => {
  expect(() => read({ [`TALLYSTICK_${name}`]: value })).toThrow(sentence)
})

test('a key that is too short is refused, and not shown', () => {
  const read16 = () => read({ TALLYSTICK_ENCRYPTION_KEYS: 'a-long-enough-phrase tiny-phrase' })
  expect(read16).toThrow('The value of TALLYSTICK_ENCRYPTION_KEYS must be keys')
  expect(read16).not.toThrow('tiny-phrase')
})
