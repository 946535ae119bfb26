import { webhookDetails } from '@tallystick/client/wire'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type RequestRules, requestDescription, urlRefusal, uuidProblem, webhookProblems } from './webhook-rules.ts'

const rules: RequestRules = {
  webhookHttpMethodWhitelist: ['POST'],
  webhookSchemeWhitelist: ['https'],
  webhookHostWhitelist: [],
  webhookAllowPrivateAddresses: false,
}
const url = 'https://example.org'
const see = 'See /doc/webhooks#whitelist for more information.'

function problems(changes: object, request: object = {}, config: Partial<RequestRules> = {}) {
  const details = webhookDetails.parse({ request: { method: 'POST', url, ...request }, ...changes })
  return webhookProblems(details, { ...rules, ...config })
}

describe('the method', () => {
  test.each([
    ['POST', rules.webhookHttpMethodWhitelist, undefined],
    ['post', rules.webhookHttpMethodWhitelist, undefined],
    ['GET', rules.webhookHttpMethodWhitelist, `must be POST. ${see}`],
    ['DELETE', ['POST', 'PUT'], `must be one of POST, PUT. ${see}`],
    ['FOO', ['POST'], 'is not a recognised HTTP method'],
  ])('%s, where %j is allowed', (method, webhookHttpMethodWhitelist, sentence) => {
    expect(problems({}, { method }, { webhookHttpMethodWhitelist })).toEqual(
      sentence === undefined ? {} : { 'request.method': [sentence] },
    )
  })
})

const invalid = 'is not a valid URL eg. http://example.org'
const templated = 'cannot have a template parameter in the host'
const credentials = 'cannot hold credentials: send them as username and password'
const privately = (host: string) => `host must be public: ${host} leads to this machine or a private network. ${see}`

describe('the URL', () => {
  test.each([
    ['https://example.org/x?y#z', undefined],
    ['HTTPS://Example.org:8443', undefined],
    ['https://example.org/${pactbroker.consumerName}?x=${pactbroker.unknown}&y=${other.name}', undefined],
    ['http://example.org', `scheme must be https. ${see}`],
    ['ftp://example.org', `scheme must be https. ${see}`],
    ['${pactbroker.consumerName}://example.org', `scheme must be https. ${see}`],
    ['https://${pactbroker.consumerName}.example.org', templated],
    ['https://${pactbroker.consumerName}', templated],
    ['https://example.org:${pactbroker.consumerName}', invalid],
    ['https://${pactbroker.consumerName}@example.org', credentials],
    ['https://ann:secret@example.org', credentials],
    ['https://', invalid],
    ['https:///example.org', invalid],
    ['https:example.org', invalid],
    ['https:\\\\example.org', invalid],
    ['https://example.org\\@evil.org', invalid],
    ['https://example.org/a b', invalid],
    ['https://example.org/ü', invalid],
    ['https://example.org/\n', invalid],
    ['https://example.org:99999', invalid],
    ['/path', invalid],
    ['example.org', invalid],
    ['https://127.0.0.1', privately('127.0.0.1')],
    ['https://0x7f.1', privately('127.0.0.1')],
    ['https://2130706433', privately('127.0.0.1')],
    ['https://10.0.0.1', privately('10.0.0.1')],
    ['https://169.254.169.254/latest/meta-data', privately('169.254.169.254')],
    ['https://[::1]', privately('[::1]')],
    ['https://[::ffff:10.0.0.1]', privately('[::ffff:a00:1]')],
    ['https://localhost', privately('localhost')],
    ['https://LOCALHOST.', privately('localhost.')],
    ['https://a.localhost', privately('a.localhost')],
    ['https://93.184.216.34', undefined],
  ])('%s', (template, sentence) => {
    expect(problems({}, { url: template })).toEqual(sentence === undefined ? {} : { 'request.url': [sentence] })
  })

  test.each([
    ['https://ci.example.org', ['*.example.org'], undefined],
    [
      'https://evil.org',
      ['*.example.org', '10.0.0.0/8'],
      `host must be in the whitelist "*.example.org", "10.0.0.0/8". ${see}`,
    ],
    ['https://10.0.0.1', ['10.0.0.0/8'], undefined],
    ['https://localhost', ['localhost'], undefined],
  ])('%s, where %j are allowed', (address, webhookHostWhitelist, sentence) => {
    expect(urlRefusal(new URL(address), { ...rules, webhookHostWhitelist })).toBe(sentence)
  })

  test('may lead to a private host where that is allowed', () => {
    const config = { webhookAllowPrivateAddresses: true, webhookSchemeWhitelist: ['http', 'https'] }
    expect(problems({}, { url: 'http://localhost:3000' }, config)).toEqual({})
  })

  test('is judged without failing, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(problems({}, { url: `https://${text.replaceAll('\0', '')}x` })).toBeTypeOf('object')
      }),
    )
  })
})

describe('scopes', () => {
  test.each([
    [{}, { 'consumer.name': ['cannot be blank'] }],
    [{ name: ' ', label: '' }, { 'consumer.name': ['cannot be blank'] }],
    [{ name: 'a', label: 'b' }, { 'consumer.label': ['name and label cannot be provided at the same time'] }],
    [{ name: 'a', label: null }, {}],
    [{ label: 'b' }, {}],
    [{ name: 'a', branch: 'main' }, {}],
    [{ label: 'a', mainBranch: true }, {}],
    [{ mainBranch: true }, {}],
    [{ branch: 'main' }, {}],
    [{ mainBranch: false }, { 'consumer.name': ['cannot be blank'] }],
    [
      { name: 'a', branch: 'main', mainBranch: true },
      { 'consumer.mainBranch': ['branch and mainBranch cannot be provided at the same time'] },
    ],
  ])('%j', (consumer, expected) => {
    expect(problems({ consumer })).toEqual(expected)
  })
})

describe('headers and secrets', () => {
  test.each([
    [{ 'X-One': 'a\tb ü' }, {}],
    [{ 'X One': 'a' }, { 'request.headers.X One': ['is not a name that a header can have'] }],
    [{ '': 'a' }, { 'request.headers.': ['is not a name that a header can have'] }],
    [{ A: 'x\r\nB: y' }, { 'request.headers.A': ['cannot contain multiple lines or control characters'] }],
    [{ Host: 'other' }, { 'request.headers.Host': ['is set by the broker'] }],
  ])('headers %j', (headers, expected) => {
    expect(problems({}, { headers })).toEqual(expected)
  })

  test.each([
    ['', undefined],
    ['***', undefined],
    [null, undefined],
    ['0123456789abcdef', undefined],
    ['short', 'must have at least 16 characters'],
  ])('a signing secret %j', (signingSecret, sentence) => {
    expect(problems({ signingSecret })).toEqual(sentence === undefined ? {} : { signingSecret: [sentence] })
  })

  test('all that is wrong is said at once', () => {
    expect(Object.keys(problems({ provider: {} }, { method: 'X', url: 'y', headers: { 'a b': '' } }))).toEqual([
      'provider.name',
      'request.method',
      'request.url',
      'request.headers.a b',
    ])
  })
})

test.each([
  ['0123456789abcdef', true],
  ['A-z_0123456789abcdef', true],
  ['0123456789abcde', false],
  ['0123456789abcdef!', false],
  ['0123456789abcdef\n', false],
])('the UUID %j', (uuid, expected) => {
  expect(uuidProblem(uuid) === undefined).toBe(expected)
})

test('a request is described by its method and its host', () => {
  expect(requestDescription({ method: 'post', url: 'https://example.org:8080/${pactbroker.consumerName}' })).toBe(
    'POST example.org',
  )
})
