import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type RequestTemplate,
  fillTemplate,
  isSecretHeader,
  parameterNames,
  redactRequest,
  withoutParameters,
} from './template.ts'

const template: RequestTemplate = {
  method: 'POST',
  url: 'https://example.org/builds',
  headers: {},
  body: null,
  username: null,
  password: null,
}
const filled = (changes: Partial<RequestTemplate>, parameters = {}) =>
  fillTemplate({ ...template, ...changes }, parameters)

const anyText = fc.string({ unit: 'binary' })
const anyName = fc.constantFrom(...parameterNames)
const written = (name: string) => '${pactbroker.' + name + '}'

describe('parameters', () => {
  test.each([
    ['${pactbroker.consumerName} for ${pactbroker.providerName}', 'Shop for Stock'],
    ['${pactbroker.consumerName}${pactbroker.consumerName}', 'ShopShop'],
    ['a missing one: ${pactbroker.buildUrl}.', 'a missing one: .'],
    ['${pactbroker.unknown} ${user.name} ${pactbroker.constructor} $ {}', undefined],
    ['${pactbroker.consumerName', undefined],
  ])('in %s', (body, expected) => {
    const parameters = { consumerName: 'Shop', providerName: 'Stock' }
    expect(filled({ body }, parameters).body).toBe(expected ?? body)
  })

  test('are not looked for in values', () => {
    const parameters = { consumerName: '${pactbroker.providerName} $& $1', providerName: 'Stock' }
    expect(filled({ body: '<${pactbroker.consumerName}>' }, parameters).body).toBe('<${pactbroker.providerName} $& $1>')
  })

  test('are replaced whether they are known or not where nothing is known yet', () => {
    expect(withoutParameters('https://${pactbroker.host}/${pactbroker.consumerName}', 'x')).toBe('https://x/x')
  })
})

test('the method is sent in capitals', () => {
  expect(filled({ method: 'put' }).method).toBe('PUT')
})

describe('the URL', () => {
  test('keeps values apart from its own characters', () => {
    const url = 'https://example.org/${pactbroker.consumerName}?v=${pactbroker.buildUrl}'
    const parameters = { consumerName: "a/b c?d#e(!'*)", buildUrl: 'https://ci/1?x=1&y=ü' }
    expect(filled({ url }, parameters).url).toBe(
      'https://example.org/a%2Fb%20c%3Fd%23e%28%21%27%2A%29?v=https%3A%2F%2Fci%2F1%3Fx%3D1%26y%3D%C3%BC',
    )
  })

  test('carries any value', () => {
    fc.assert(
      fc.property(anyName, anyText, (name, value) => {
        const url = new URL(filled({ url: `https://example.org/x?v=${written(name)}#end` }, { [name]: value }).url)
        expect([url.searchParams.get('v'), url.pathname, url.hash]).toEqual([value.toWellFormed(), '/x', '#end'])
      }),
    )
  })
})

describe('the body', () => {
  test.each([
    [null, undefined, undefined],
    [undefined, undefined, undefined],
    ['', '', 'application/x-www-form-urlencoded'],
    ['a=${pactbroker.consumerName}', 'a=S"hop', 'application/x-www-form-urlencoded'],
    ['{ "a": "${pactbroker.consumerName}" }', '{ "a": "S\\"hop" }', 'application/json'],
    [{ '${pactbroker.consumerName}': [1, null] }, '{"S\\"hop":[1,null]}', 'application/json'],
    [false, 'false', 'application/json'],
    [[], '[]', 'application/json'],
  ])('%j is sent as %j', (body, text, type) => {
    const request = filled({ body }, { consumerName: 'S"hop' })
    expect([request.body, request.headers['content-type']]).toEqual([text, type])
  })

  test('has the type that is asked for', () => {
    const headers = { 'content-type': 'application/vnd.x+json' }
    expect(filled({ body: {}, headers }).headers).toEqual(headers)
    expect(filled({ headers }).headers).toEqual(headers)
  })

  test.each([
    ['a JSON body', (body: object) => body],
    ['a text that is JSON', (body: object) => JSON.stringify(body, undefined, 2)],
  ])('carries any value in %s, in the same place and exactly', (_, form) => {
    fc.assert(
      fc.property(anyName, anyText, fc.json(), (name, value, json) => {
        const around = JSON.parse(json)
        const at = (text: string) => ({ around, [`key ${text}`]: `before ${text}, after`, list: [text] })
        const { body = '' } = filled({ body: form(at(written(name))) }, { [name]: value })
        expect(JSON.parse(body)).toEqual(at(value))
      }),
    )
  })
})

describe('headers', () => {
  test('have their values on one line, whatever a parameter holds', () => {
    fc.assert(
      fc.property(anyName, anyText, (name, value) => {
        const { headers } = filled({ headers: { 'x-of': `of ${written(name)}` } }, { [name]: value })
        expect(headers['x-of']).not.toMatch(/[\u0000-\u001f\u007f]/)
      }),
    )
    const headers = { 'x-of': '${pactbroker.consumerName}' }
    expect(filled({ headers }, { consumerName: 'Größe 1\r\nX-Evil: 1' }).headers).toEqual({
      'x-of': 'Größe 1 X-Evil: 1',
    })
  })

  test('say who signs in, before any other word on it', () => {
    const signIn = { username: '${pactbroker.consumerName}', password: 'pässword', headers: { authorization: 'x' } }
    const expected = `Basic ${Buffer.from('Shop:pässword').toString('base64')}`
    expect(filled(signIn, { consumerName: 'Shop' }).headers).toEqual({ authorization: expected })
    expect(filled({ username: 'ann' }).headers).toEqual({ authorization: 'Basic YW5uOg==' })
    expect(filled({ password: 'alone' }).headers).toEqual({})
  })

  test.each([
    ['authorization', 'Bearer abc', true],
    ['authorization', 'abc', true],
    ['authorization', 'Bearer ${pactbroker.buildUrl}', false],
    ['authorization', 'Bearer abc${pactbroker.buildUrl}', true],
    ['x-auth-token', '${pactbroker.buildUrl}', false],
    ['x-auth-token', '', false],
    ['private-token', 'token-1', true],
    ['cookie', 'session=1', true],
    ['x-api-key', '1', true],
    ['accept', 'application/json', false],
  ])('%s: %s is a secret: %s', (name, value, expected) => {
    expect(isSecretHeader(name, value)).toBe(expected)
  })

  test('are starred for people to see', () => {
    const headers = { 'x-token': '1', accept: 'a/b' }
    const shown = redactRequest(filled({ username: 'ann', password: 'x', body: 'text', headers }))
    expect(shown.headers).toEqual({
      'content-type': 'application/x-www-form-urlencoded',
      'x-token': '**********',
      accept: 'a/b',
      authorization: '**********',
    })
  })
})
