// What is sent must be what the verifier of Pact sends for the same interaction, whatever version of the specification
// the contract is written in: here both ask the same provider, which keeps what it was asked.
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { canonical, compareText, parseJson } from '../../src/contract/json.ts'
import { readDocument } from '../../src/provider/document.ts'
import { parseExactly } from '../../src/provider/exact-json.ts'
import { createReplayer } from '../../src/provider/replay.ts'
import { requestOf } from '../../src/replay/request.ts'
import { type Sender, createSender } from '../../src/replay/send.ts'
import { type Asked, type Recorder, startRecorder } from './support/recorder.ts'

let recorder: Recorder
let sender: Sender
beforeAll(async () => {
  recorder = await startRecorder()
  sender = createSender({ baseUrl: recorder.url, timeoutMs: 10_000 })
})
afterAll(async () => {
  sender.close()
  await recorder.close()
})

/** What is the business of a connection, or what each client says of itself. */
const OWN = new Set([
  'host',
  'connection',
  'content-length',
  'transfer-encoding',
  'accept',
  'accept-encoding',
  'user-agent',
])

function comparable({ method, path, query, headers, body }: Asked, isSaid: (name: string) => boolean) {
  const said = Object.entries(headers).filter(([name]) => !OWN.has(name) || isSaid(name))
  const text = body.toString('latin1')
  return {
    method,
    path: decodeURI(path),
    // The core sorts names, in JSON too.
    query: query.toSorted(([one], [other]) => compareText(one, other)),
    headers: Object.fromEntries(said),
    body: canonical(parseJson(text) ?? text),
  }
}

/** What both send for the interactions of a contract, in the provider's states that give these values. */
async function bothFor(source: unknown, values: Readonly<Record<string, string | number>> = {}) {
  const document = readDocument(parseExactly(JSON.stringify(source)), 'the contract')
  const planned = document.interactions
    .filter(({ kind }) => kind === 'http')
    .map((interaction) => ({ document, interaction, pending: false }))
  const replayer = await createReplayer({ app: recorder.url, states: () => values }, { all: planned, env: process.env })
  recorder.taken()
  await replayer.replay(planned)
  await replayer.stop()
  const byCore = recorder.taken()
  const requests = planned.map((one) => requestOf(one, { values }))
  for (const request of requests) await sender.send(request)
  const byUs = recorder.taken()
  const isSaid = (index: number) => (name: string) =>
    requests[index]?.headers.some(([one]) => one.toLowerCase() === name) ?? false
  return {
    ours: byUs.map((asked, index) => comparable(asked, isSaid(index))),
    cores: byCore.map((asked, index) => comparable(asked, isSaid(index))),
  }
}

const folder = join(import.meta.dirname, '../provider/pact-js-contracts')

describe('a contract that pact-js wrote', () => {
  test.each(readdirSync(folder).filter((name) => name.endsWith('.json')))('is sent alike: %s', async (name) => {
    const { ours, cores } = await bothFor(JSON.parse(readFileSync(join(folder, name), 'utf8')))
    expect(ours).toEqual(cores)
  })
})

const contract = (version: string, requests: readonly object[]) => ({
  consumer: { name: 'shop' },
  provider: { name: 'stock' },
  interactions: requests.map((request, index) => ({
    description: `request ${index}`,
    ...('generators' in request ? { providerStates: [{ name: 'there is an item' }] } : {}),
    ...(version === '4.0' ? { type: 'Synchronous/HTTP' } : {}),
    request: { method: 'GET', path: '/', ...request },
    response: { status: 200 },
  })),
  metadata: { pactSpecification: { version } },
})

const json = { 'Content-Type': 'application/json' }

const OLD = [
  { path: '/items/a b/ä' },
  { path: '/items/a%20b' },
  { query: 'a=1&b=2&a=3' },
  { query: 'q=a%20b&r=c+d&e=' },
  { headers: { Accept: 'application/json', Cookie: 'a=1; b=2', 'X-List': 'a, b' } },
  { method: 'POST', headers: json, body: { b: 1, a: [null, 'ä', 20.5] } },
  { method: 'post', headers: json, body: [] },
  { method: 'POST', headers: json, body: 'text' },
  { method: 'POST', headers: json, body: '{"a":1}' },
  { method: 'POST', headers: json, body: { content: 'of its own', contentType: 'text/plain' } },
  { method: 'POST', headers: json, body: true },
  { method: 'POST', headers: json, body: null },
  { method: 'POST', headers: json },
  { method: 'POST', body: { a: 1 } },
  { method: 'POST', headers: { 'Content-Type': 'text/plain' }, body: 'aGVsbG8=' },
  { method: 'POST', headers: { 'Content-Type': 'application/xml' }, body: '<a>ä</a>' },
  { method: 'POST', headers: { 'Content-Type': 'application/x-www-form-urlencoded' }, body: 'a=1&b=c%20d' },
  { method: 'PUT', headers: { 'Content-Type': 'text/plain' }, body: '' },
  { method: 'DELETE', path: '/items/1' },
]

const V3 = [
  ...OLD.filter((request) => !('query' in request)),
  { query: { a: ['1', '3'], b: ['2'], 'c[]': ['ä &='], d: [''] } },
  { headers: { 'X-List': ['a', 'b'], Cookie: ['a=1', 'b=2'] } },
  { method: 'POST', headers: { 'Content-Type': 'application/octet-stream' }, body: 'AAEC/w==' },
  { method: 'POST', headers: { 'Content-Type': 'application/octet-stream' }, body: 'no base64!' },
]

const v4Body = (content: unknown, contentType: string, encoded: unknown = false) => ({
  method: 'POST',
  headers: { 'Content-Type': [contentType] },
  body: { content, contentType, encoded },
})

const V4 = [
  { query: { a: ['1', '3'], b: ['2'] } },
  { headers: { 'X-List': ['a', 'b'], Accept: ['application/json'] } },
  v4Body({ a: 1 }, 'application/json'),
  v4Body('text', 'application/json'),
  v4Body('{"a":1}', 'application/json', 'json'),
  v4Body('null', 'application/json', 'JSON'),
  v4Body('text', 'text/plain'),
  v4Body('AAEC/w==', 'image/png', 'base64'),
  v4Body('AAEC/w==', 'application/octet-stream', 'base64'),
  { method: 'POST', body: { content: { a: 1 }, contentType: 'application/json', encoded: false } },
  { method: 'POST', body: { content: '' } },
  { method: 'POST', body: { content: null } },
]

describe('what a contract of version', () => {
  test.each([
    ['1.0.0', OLD],
    ['2.0.0', OLD],
    ['3.0.0', V3],
    ['4.0', V4],
  ])('%s has is sent as the verifier sends it', async (version, requests) => {
    const { ours, cores } = await bothFor(contract(version, requests))
    expect(ours.length).toBe(requests.length)
    for (const [index, request] of requests.entries()) {
      expect.soft(ours[index], JSON.stringify(request)).toEqual(cores[index])
    }
  })
})

const fromState = (expression: string, dataType = 'STRING') => ({ type: 'ProviderState', expression, dataType })

test.each(['3.0.0', '4.0'])(
  'what a state gives is in the request, as the verifier has it, in version %s',
  async (version) => {
    const body = { id: 1, items: [{ id: 'x', amount: 20.5 }], name: 'Ann', none: 'example' }
    const requests = [
      {
        method: 'POST',
        path: '/items/example',
        query: { id: ['example'], page: ['1'] },
        headers: { 'Content-Type': 'application/json', 'X-Id': 'example' },
        body: version === '4.0' ? { content: body, contentType: 'application/json', encoded: false } : body,
        generators: {
          path: fromState('/items/${id}'),
          query: { id: fromState('${id}') },
          header: { 'X-Id': fromState('id-${id}') },
          body: {
            '$.id': fromState('${number}', 'INTEGER'),
            '$.items[0].id': fromState('id'),
            '$.name': fromState('${name} ${id}'),
            '$.none': fromState('${nobodyGivesThis}'),
          },
        },
      },
    ]
    const { ours, cores } = await bothFor(contract(version, requests), { id: 'i 7', number: '42', name: 'Zoë' })
    expect(ours).toEqual(cores)
    expect(ours[0]).toMatchObject({
      path: '/items/i 7',
      query: [
        ['id', 'i 7'],
        ['page', '1'],
      ],
    })
    expect(ours[0]?.body).toContain('"id":42')
  },
)
