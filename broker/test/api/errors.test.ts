import { randomBytes } from 'node:crypto'
import { Writable } from 'node:stream'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sendRaw } from '../support/raw-http.ts'
import { type TestBroker, startTestBroker } from '../support/server.ts'

const problems = { accept: 'application/hal+json, application/problem+json' }
const json = { 'content-type': 'application/json' }

let broker: TestBroker
beforeAll(async () => {
  broker = await startTestBroker({ config: { bodyLimit: 2048 } })
})
afterAll(async () => broker.stop())

async function post(body: unknown, headers: Readonly<Record<string, string>> = {}) {
  return broker.request('POST', '/pacticipants', { body, headers })
}

describe('both forms of an error', () => {
  test('a field that is missing', async () => {
    const legacy = await post({})
    expect(legacy.status).toBe(400)
    expect(legacy.headers.get('content-type')).toBe('application/hal+json;charset=utf-8')
    expect(legacy.json).toEqual({ errors: { name: ['is missing'] } })

    const problem = await post({}, problems)
    expect(problem.status).toBe(400)
    expect(problem.headers.get('content-type')).toBe('application/problem+json;charset=utf-8')
    expect(problem.json).toEqual({
      title: 'Validation errors',
      type: `${broker.url}/problems/validation-error`,
      status: 400,
      instance: '/',
      errors: [
        {
          type: `${broker.url}/problems/missing-body-property`,
          title: 'Invalid body parameter',
          detail: 'is missing',
          pointer: '/name',
        },
      ],
    })
  })

  test('each field of a list by its place', async () => {
    const body = { name: 'lab', production: true, contacts: [{ name: 'Ann' }, {}] }
    const { json: problem } = await broker.request('POST', '/environments', { body, headers: problems })
    expect(problem.errors).toEqual([
      {
        type: `${broker.url}/problems/missing-body-property`,
        title: 'Invalid body parameter',
        detail: 'is missing',
        pointer: '/contacts/1/name',
      },
    ])
  })

  test('a parameter of the query', async () => {
    const { json: problem } = await broker.get('/pacticipants?page=0&size=x', problems)
    const item = { type: `${broker.url}/problems/invalid-request-parameter-value`, title: 'Invalid request parameter' }
    expect(problem.errors).toEqual([
      { ...item, detail: 'must be greater than or equal to 1', parameter: 'page' },
      { ...item, detail: 'must be an integer', parameter: 'size' },
    ])
    const missing = await broker.get('/can-i-deploy', problems)
    expect(missing.json.errors).toContainEqual({
      type: `${broker.url}/problems/missing-request-parameter`,
      title: 'Invalid request parameter',
      detail: 'is missing',
      parameter: 'pacticipant',
    })
  })

  test('a question to the matrix, which says it all in sentences', async () => {
    const legacy = await broker.get('/matrix')
    expect(legacy.json).toEqual({ errors: ['Please provide 1 or more version selectors.'] })
    const { json: problem } = await broker.get('/matrix', problems)
    expect(problem.errors).toEqual([
      {
        type: `${broker.url}/problems/invalid-request-parameter-value`,
        title: 'Invalid request parameter',
        detail: 'Please provide 1 or more version selectors.',
      },
    ])
  })

  test('something that is not there', async () => {
    const detail = "No pacticipant with name 'Nobody' found"
    const legacy = await broker.get('/pacticipants/Nobody')
    expect([legacy.status, legacy.json]).toEqual([404, { error: detail }])
    const problem = await broker.get('/pacticipants/Nobody', problems)
    expect(problem.json).toEqual({ title: 'Not found', type: `${broker.url}/problem/not-found`, detail, status: 404 })
  })

  test('an address that nobody has', async () => {
    const legacy = await broker.get('/nothing')
    expect([legacy.status, legacy.json]).toEqual([
      404,
      { error: 'The requested document was not found on this server.' },
    ])
    expect((await broker.get('/nothing', problems)).json).toMatchObject({ title: 'Not found', status: 404 })
  })

  test('a method that is not possible', async () => {
    const reply = await broker.request('DELETE', '/pacticipants', { headers: problems })
    expect([reply.status, reply.json.status, reply.json.title]).toEqual([405, 405, 'Method not allowed'])
  })

  test('a path that cannot be', async () => {
    const reply = await broker.get('/pacticipants/a%0Ab', problems)
    expect([reply.status, reply.json.status, reply.json.title]).toEqual([422, 422, 'Unprocessable content'])
  })

  test('a client that takes JSON only gets JSON', async () => {
    const { headers } = await broker.get('/pacticipants/Nobody', { accept: 'application/json' })
    expect(headers.get('content-type')).toBe('application/json;charset=utf-8')
  })
})

describe('bodies that cannot be read', () => {
  const nested = (levels: number) => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`

  test.each<[string, string | Buffer, string]>([
    ['malformed JSON', '{"name": ', 'The request body is not valid JSON: Unexpected end of JSON input'],
    ['nothing at all', '', 'The request body is empty. Send a JSON document.'],
    [
      'bytes that are not UTF-8',
      Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]),
      'Request body has a non UTF-8 character at char 3. Send the body in UTF-8.',
    ],
    ['deep nesting', nested(101), 'The request body is nested more than 100 levels deep'],
    ['endless nesting', '['.repeat(2000), 'The request body is nested more than 100 levels deep'],
  ])('%s', async (_, body, message) => {
    const reply = await post(body, json)
    expect([reply.status, reply.json]).toEqual([400, { error: message }])
    const problem = await post(body, { ...json, ...problems })
    expect(problem.json).toMatchObject({ title: 'Malformed request', status: 400, detail: message })
  })

  test('a hundred levels can be read, and so can any number of braces in a text', async () => {
    expect((await post(nested(100), json)).json).toEqual({ errors: { name: ['is missing'] } })
    const name = `"\\${'[{'.repeat(200)}`
    expect((await post({ name })).status).toBe(201)
  })

  test.each([
    ['[]', { errors: { '': ['must be a hash'] } }],
    ['"text"', { errors: { '': ['must be a hash'] } }],
    ['null', { errors: { '': ['must be a hash'] } }],
    ['{"name": 1}', { errors: { name: ['must be a string'] } }],
    ['{"name": "a\\u0000b"}', { errors: { name: ['cannot contain a NUL character'] } }],
  ])('%s is answered with 400', async (body, errors) => {
    const reply = await post(body, json)
    expect([reply.status, reply.json]).toEqual([400, errors])
  })

  test('a byte order mark in front is nothing', async () => {
    expect((await post('\uFEFF{"name": "Marked"}', json)).status).toBe(201)
  })

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'application/jsonx', ''])(
    'of type %o are answered with 415',
    async (type) => {
      const reply = await post('{"name": "Foo"}', { 'content-type': type })
      expect(reply.status).toBe(415)
      expect(reply.headers.get('accept')).toBe('application/json')
      expect(reply.json.error).toContain('The content type must be application/json')
    },
  )

  test('the type may say more, in any case', async () => {
    const reply = await post('{"name": "Typed"}', { 'content-type': 'Application/JSON; charset=UTF-8' })
    expect(reply.status).toBe(201)
  })
})

describe('values that the database refuses', () => {
  let roomy: TestBroker
  beforeAll(async () => {
    roomy = await startTestBroker()
  })
  afterAll(async () => roomy.stop())
  // Without a pattern, since the database compresses what has one.
  const long = randomBytes(4000).toString('hex')

  test('a name that is too long to be looked up is the sender’s fault', async () => {
    const listed = await roomy.post('/pacticipants', { name: long })
    expect([listed.status, listed.json]).toEqual([400, { errors: { name: ['cannot be longer than 1000 characters'] } }])
    const addressed = await roomy.patch(`/pacticipants/${long}`)
    expect(addressed.status).toBe(400)
    expect(addressed.json.error).toContain('too long')
    expect((await roomy.get(`/pacticipants/${long}`)).status).toBe(404)
  })

  test('other long texts are fine', async () => {
    expect((await roomy.post('/pacticipants', { name: 'Foo', repositoryName: long })).status).toBe(201)
  })
})

describe('bodies that are too large', () => {
  const message = 'The request body is larger than the limit of 2048 bytes. Send less, or raise TALLYSTICK_BODY_LIMIT.'

  test('are answered with 413 and the limit', async () => {
    const reply = await post({ name: 'x'.repeat(3000) })
    expect([reply.status, reply.json]).toEqual([413, { error: message }])
    const problem = await post({ name: 'x'.repeat(3000) }, problems)
    expect(problem.json).toMatchObject({ title: 'Payload too large', status: 413, detail: message })
  })

  test('so are those that do not say how large they are', async () => {
    const { host } = new URL(broker.url)
    const chunk = `400\r\n${'x'.repeat(1024)}\r\n`
    const reply = await sendRaw(
      broker.url,
      `POST /pacticipants HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\nContent-Type: application/json\r\n` +
        `Transfer-Encoding: chunked\r\n\r\n${chunk.repeat(4)}0\r\n\r\n`,
    )
    expect(reply.status).toBe(413)
  })

  test('and those that only look small', async () => {
    const bomb = gzipSync(JSON.stringify({ name: 'x'.repeat(1_000_000) }))
    expect(bomb.length).toBeLessThan(2048)
    const reply = await post(bomb, { ...json, 'content-encoding': 'gzip' })
    expect(reply.status).toBe(413)
  })

  test('compressed bodies can be read, other codings not', async () => {
    const body = gzipSync('{"name": "Zipped"}')
    expect((await post(body, { ...json, 'content-encoding': 'gzip' })).status).toBe(201)
    expect((await post(body, { ...json, 'content-encoding': 'snappy' })).status).toBe(415)
    expect((await post('no gzip', { ...json, 'content-encoding': 'gzip' })).status).toBe(400)
  })
})

test.each(['GARBAGE\r\n\r\n', 'GET / HTTP/1.1\r\n\r\n', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n'])(
  'what is not HTTP is answered with 400: %j',
  async (bytes) => expect((await sendRaw(broker.url, bytes)).status).toBe(400),
)

describe('what is the broker’s own fault', () => {
  const lines: string[] = []
  let broken: TestBroker
  beforeAll(async () => {
    broken = await startTestBroker({
      logTo: new Writable({
        write(chunk, _encoding, done) {
          lines.push(String(chunk))
          done()
        },
      }),
    })
    await broken.db.schema.alterTable('pacticipants').renameTo('gone').execute()
  })
  afterAll(async () => broken.stop())

  test('is answered with a reference, under which the log has the details', async () => {
    const reply = await broken.get('/pacticipants')
    expect(reply.status).toBe(500)
    const { message, reference } = reply.json.error
    expect(message).toBe(`An error has occurred. The details have been logged with the reference ${reference}`)
    expect(reply.text).not.toContain('relation')
    const logged = lines.map((line) => JSON.parse(line)).find((line) => line.reference === reference)
    expect(logged).toMatchObject({ level: 'error', requestId: reply.headers.get('x-request-id'), method: 'GET' })
    expect(logged.err.message).toContain('relation "pacticipants" does not exist')
  })

  test('has its other form', async () => {
    const { json: body } = await broken.get('/pacticipants', problems)
    expect(body).toMatchObject({ title: 'Server error', type: `${broken.url}/problems/server-error`, status: 500 })
    expect(body.detail).toContain('reference')
  })
})
