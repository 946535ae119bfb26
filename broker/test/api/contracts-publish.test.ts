import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  base64,
  descriptionsIn,
  eventsOf,
  noticesOf,
  pact,
  pactBetween,
  pactPath,
  publication,
  publish,
  request,
  shaOf,
} from '../support/publications.ts'
import { type TestBroker, startTestBroker } from '../support/server.ts'

let broker: TestBroker

beforeAll(async () => {
  broker = await startTestBroker()
})

afterAll(() => broker.stop())

const one = pact([request('one')])
const two = pact([request('one'), request('two')])

/** A consumer and a provider of their own for each test. */
let pairs = 0
function newPair() {
  pairs += 1
  const [consumer, provider] = [`consumer-${pairs}x`, `provider-${pairs}x`]
  return {
    consumer,
    provider,
    publish: (version: string, options: { branch?: string; tags?: string[]; says?: string } = {}) => {
      const { says = 'one', ...rest } = options
      const contracts = { [provider]: pactBetween(consumer, provider, [request(says)]) }
      return publish(broker, version, { consumer, contracts, ...rest })
    },
  }
}

const nextSteps = (provider: string) => [
  'prompt:   Next steps:',
  `prompt:     * Add Pact verification tests to the ${provider} build. See https://docs.pact.io/go/provider_verification`,
  `prompt:     * Configure separate ${provider} pact verification build and webhook to trigger it when the pact content changes. See https://docs.pact.io/go/webhooks`,
]

describe('POST /contracts/publish', () => {
  test('records the version, publishes the contracts, and says what to do next', async () => {
    const reply = await publish(broker, '1', {
      contracts: { PA: one },
      branch: 'feat/x',
      tags: ['a', 'b c'],
      buildUrl: 'http://ci/1',
    })
    expect(reply.status).toBe(200)
    expect(reply.headers.get('content-type')).toBe('application/hal+json;charset=utf-8')
    const url = `${broker.url}${pactPath('1')}`
    const version = `${broker.url}/pacticipants/CA/versions/1`
    const { notices, logs, ...rest } = reply.json
    expect(rest).toEqual({
      _embedded: {
        pacticipant: { name: 'CA', _links: { self: { href: `${broker.url}/pacticipants/CA` } } },
        version: {
          number: '1',
          buildUrl: 'http://ci/1',
          _links: { self: { title: 'Version', name: '1', href: version } },
        },
      },
      _links: {
        'pb:pacticipant': { title: 'Pacticipant', name: 'CA', href: `${broker.url}/pacticipants/CA` },
        'pb:pacticipant-version': { title: 'Pacticipant version', name: '1', href: version },
        'pb:pacticipant-version-tags': [
          { title: 'Tag', name: 'a', href: `${version}/tags/a` },
          { title: 'Tag', name: 'b c', href: `${version}/tags/b%20c` },
        ],
        'pb:contracts': [{ title: 'Pact', name: 'Pact between CA (1) and PA', href: url }],
      },
    })
    expect(noticesOf(reply)).toEqual([
      'debug: Created CA version 1 with branch feat/x and tags a, b c',
      'success: Pact successfully published for CA version 1 and provider PA.',
      `debug:   View the published pact at ${url}`,
      'debug:   Events detected: contract_published, contract_content_changed (first time any pact published for this consumer with consumer version from branch feat/x, first time any pact published for this consumer with consumer version tagged a, first time any pact published for this consumer with consumer version tagged b c)',
      ...nextSteps('PA'),
    ])
    expect(logs).toEqual(
      notices.map(({ type, text }: { type: string; text: string }) => ({
        level: type,
        message: text,
        deprecationWarning: 'Replaced by notices',
      })),
    )
    expect((await broker.get(version)).json).toMatchObject({
      buildUrl: 'http://ci/1',
      _embedded: { branchVersions: [{ name: 'feat/x', latest: true }], tags: [{ name: 'a' }, { name: 'b c' }] },
    })
    expect((await broker.get(url)).json).toMatchObject(one)
  })

  test('asks for the branch where none is given', async () => {
    const pair = newPair()
    expect(noticesOf(await pair.publish('1')).slice(0, 2)).toEqual([
      `debug: Created ${pair.consumer} version 1`,
      'prompt:   Next steps:\n    Configure the version branch to be the value of your repository branch.',
    ])
  })

  test('of the same again changes nothing and says so', async () => {
    const pair = newPair()
    await pair.publish('1', { branch: 'main' })
    expect(noticesOf(await pair.publish('1', { branch: 'main' }))).toEqual([
      `debug: Updated ${pair.consumer} version 1 with branch main`,
      `success: Pact successfully republished for ${pair.consumer} version 1 and provider ${pair.provider} with no content changes.`,
      `debug:   View the published pact at ${broker.url}${pactPath('1', pair)}`,
      'debug:   Events detected: contract_published',
      ...nextSteps(pair.provider),
    ])
  })

  test('publishes several contracts, in the order of the request', async () => {
    const { consumer } = newPair()
    const contracts = { PZ: pactBetween(consumer, 'PZ'), PB: pactBetween(consumer, 'PB') }
    const reply = await publish(broker, '1', { consumer, contracts, branch: 'main' })
    const published = noticesOf(reply).filter((line) => line.startsWith('success'))
    expect(published).toEqual(
      ['PZ', 'PB'].map(
        (name) => `success: Pact successfully published for ${consumer} version 1 and provider ${name}.`,
      ),
    )
    expect(reply.json._links['pb:contracts'].map(({ name }: { name: string }) => name)).toEqual(
      ['PZ', 'PB'].map((name) => `Pact between ${consumer} (1) and ${name}`),
    )
    expect(noticesOf(reply).filter((line) => line.includes('Next steps'))).toHaveLength(2)
  })

  test('without contracts records the version only', async () => {
    const { consumer } = newPair()
    const reply = await publish(broker, '1', { consumer, contracts: {}, branch: 'main', tags: ['dev'] })
    expect(reply.status).toBe(200)
    expect(noticesOf(reply)).toEqual([`debug: Created ${consumer} version 1 with branch main and tags dev`])
    expect((await broker.get(`/pacticipants/${consumer}/branches/main/latest-version`)).json.number).toBe('1')
  })

  test('gives a version with the same content its results: it is verified already', async () => {
    const pair = newPair()
    await pair.publish('1', { branch: 'main' })
    const first = await broker.get(pactPath('1', pair))
    const results = first.json._links['pb:publish-verification-results'].href
    await broker.post(results, { success: true, providerApplicationVersion: 'p1' })
    await pair.publish('2', { branch: 'other' })
    const second = await broker.get(pactPath('2', pair))
    expect(shaOf(second)).toBe(shaOf(first))
    const latest = await broker.get(`${pactPath('2', pair)}/verification-results/latest`)
    expect(latest.json).toMatchObject({ success: true, providerApplicationVersion: 'p1' })
    expect(noticesOf(await pair.publish('3', { branch: 'main' })).join()).not.toContain('Add Pact verification tests')
  })

  test('keeps the numbers of a contract as they are written', async () => {
    const { consumer } = newPair()
    const content =
      '{"interactions":[{"description":"x","response":{"body":{"total":1.0,"big":12345678901234567890}}}]}'
    await publish(broker, '1', { consumer, contracts: { PA: content } })
    expect((await broker.get(pactPath('1', { consumer }))).text).toContain('{"total":1.0,"big":12345678901234567890}')
  })

  test('takes a contract without interactions, without names, and with tags that are numbers', async () => {
    const { consumer } = newPair()
    const body = publication('1', { consumer, contracts: { PA: { foo: 1 } } })
    const reply = await broker.post('/contracts/publish', { ...body, tags: [1, '1'], branch: null, buildUrl: ' ' })
    expect(reply.status).toBe(200)
    expect(noticesOf(reply)[0]).toBe(`debug: Created ${consumer} version 1 with tags 1`)
  })

  test('takes the content type of HAL, and any Accept that includes JSON', async () => {
    const body = publication('1', { contracts: { PA: one } })
    for (const headers of [
      { 'content-type': 'application/hal+json' },
      { accept: 'application/json' },
      { accept: '*/*' },
    ]) {
      const sent = { 'content-type': 'application/json', ...headers }
      expect((await broker.request('POST', '/contracts/publish', { body, headers: sent })).status).toBe(200)
    }
    const headers = { 'content-type': 'text/plain' }
    expect((await broker.request('POST', '/contracts/publish', { body, headers })).status).toBe(415)
    expect((await broker.get('/contracts/publish')).status).toBe(405)
  })

  test('shows the hint for webhooks only while the pair has none', async () => {
    const pair = newPair()
    await pair.publish('1', { branch: 'main' })
    const { id } = await broker.db
      .selectFrom('pacticipants')
      .select('id')
      .where('name', '=', pair.consumer)
      .executeTakeFirstOrThrow()
    const webhook = {
      uuid: pair.consumer,
      events: ['contract_published'],
      enabled: false,
      method: 'POST',
      url: 'https://x',
    }
    await broker.db
      .insertInto('webhooks')
      .values({ ...webhook, consumer_id: id })
      .execute()
    expect(noticesOf(await pair.publish('2', { branch: 'main' })).slice(-3)).toEqual([
      'debug:   No enabled webhooks found for the detected events',
      'prompt:   Next steps:',
      `prompt:     * Add Pact verification tests to the ${pair.provider} build. See https://docs.pact.io/go/provider_verification`,
    ])
  })
})

describe('events', () => {
  test('compare a contract with the one before it on its branch', async () => {
    const { publish: published } = newPair()
    const changed = (reply: Awaited<ReturnType<typeof published>>) =>
      eventsOf(reply)[0]?.includes('contract_content_changed')
    expect(changed(await published('1', { branch: 'main', says: 'old' }))).toBe(true)
    expect(changed(await published('2', { branch: 'feat', says: 'new' }))).toBe(true)
    const main = await published('3', { branch: 'main', says: 'old' })
    expect(eventsOf(main)).toEqual([
      'contract_published (pact content is the same as previous version from branch main and no new tags were applied)',
    ])
    expect(changed(await published('4', { branch: 'feat', says: 'new' }))).toBe(false)
    expect(eventsOf(await published('5', { branch: 'main', says: 'new' }))).toEqual([
      'contract_published, contract_content_changed (pact content has changed since the last consumer version from branch main)',
    ])
  })

  test('compare a contract with the ones before it with its tags', async () => {
    const { publish: published } = newPair()
    await published('1', { tags: ['a'], says: 'old' })
    expect(eventsOf(await published('2', { tags: ['a', 'new'], says: 'old' }))).toEqual([
      'contract_published, contract_content_changed (first time any pact published for this consumer with consumer version tagged new)',
    ])
    expect(eventsOf(await published('3', { tags: ['a', 'new'], says: 'old' }))).toEqual([
      'contract_published (pact content is the same as previous versions with tags a, new and no new tags were applied)',
    ])
    expect(eventsOf(await published('4', { tags: ['a'], says: 'new' }))).toEqual([
      'contract_published, contract_content_changed (pact content has changed since the last consumer version tagged with a)',
    ])
  })

  test('compare a contract of neither with the newest there is', async () => {
    const { publish: published } = newPair()
    expect(eventsOf(await published('1'))).toEqual([
      'contract_published, contract_content_changed (first time untagged pact published)',
    ])
    expect(eventsOf(await published('2'))).toEqual([
      'contract_published (pact content is the same as previous version and no new tags were applied)',
    ])
    expect(eventsOf(await published('3', { says: 'new' }))).toEqual([
      'contract_published, contract_content_changed (pact content has changed since previous untagged version)',
    ])
  })

  test('tell that a version of the provider has yet to verify the content', async () => {
    const pair = newPair()
    expect(eventsOf(await pair.publish('1', { branch: 'main' })).join()).not.toContain('requiring')
    await broker.put(`/pacticipants/${pair.provider}/branches/main/versions/p1`)
    expect(eventsOf(await pair.publish('2', { branch: 'main' }))).toEqual([
      'contract_published (pact content is the same as previous version from branch main and no new tags were applied), ' +
        'contract_requiring_verification_published (pact content is the same as previous version from branch main and no new tags were applied)',
    ])
    const results = (await broker.get(pactPath('2', pair))).json._links['pb:publish-verification-results'].href
    await broker.post(results, { success: false, providerApplicationVersion: 'p1' })
    expect(eventsOf(await pair.publish('3', { branch: 'main' })).join()).not.toContain('requiring')
    expect(eventsOf(await pair.publish('4', { branch: 'main', says: 'new' }))).toEqual([
      'contract_published, contract_requiring_verification_published, ' +
        'contract_content_changed (pact content has changed since the last consumer version from branch main)',
    ])
  })
})

describe('a conflict', () => {
  test('is other content for a version that has a contract: nothing is stored, and the difference is shown', async () => {
    await publish(broker, '40', { contracts: { PA: one } })
    const reply = await publish(broker, '40', {
      contracts: { PA: two, Mailer: pactBetween('CA', 'Mailer') },
      branch: 'late',
    })
    expect(reply.status).toBe(409)
    expect(reply.headers.get('content-type')).toBe('application/json;charset=utf-8')
    const text = reply.json.errors.contracts[0]
    expect(text).toMatch(
      /^Cannot change the content of the pact for CA version 40 and provider PA, as race conditions will cause unreliable results for can-i-deploy\./,
    )
    expect(reply.json).toEqual({
      notices: [
        { type: 'error', text },
        { type: 'info', text: '+ "two" (GET /two)' },
      ],
      errors: { contracts: [text] },
    })
    expect((await broker.get('/pacticipants/Mailer')).status).toBe(404)
    expect((await broker.get('/pacticipants/CA/branches/late')).status).toBe(404)
    expect(descriptionsIn(await broker.get(pactPath('40')))).toEqual(['one'])
  })

  test('is also two different contracts with one provider in one request', async () => {
    const body = publication('41', { contracts: { PA: one } })
    const contracts = [...body.contracts, ...publication('41', { contracts: { PA: two } }).contracts]
    expect((await broker.post('/contracts/publish', { ...body, contracts })).status).toBe(409)
    const same = await broker.post('/contracts/publish', { ...body, contracts: [...body.contracts, ...body.contracts] })
    expect(same.status).toBe(200)
  })

  test('is a new name that is like one in use, unless that is what was meant', async () => {
    await publish(broker, '1', {
      consumer: 'Order API',
      contracts: { 'Shop Web': pactBetween('Order API', 'Shop Web') },
    })
    const similar = {
      consumer: 'order-api-service',
      contracts: { shop_web: pactBetween('order-api-service', 'shop_web') },
    }
    const reply = await publish(broker, '1', similar)
    expect(reply.status).toBe(409)
    expect(reply.json.errors.contracts).toHaveLength(2)
    const [text] = reply.json.errors.contracts
    expect(text).toContain(
      'The name "order-api-service" is very similar to the following existing pacticipants:\n* Order API\n',
    )
    expect(text).toContain(
      `pact-broker create-or-update-pacticipant --name "order-api-service" --broker-base-url ${broker.url}\n`,
    )
    expect((await broker.get('/pacticipants/order-api-service')).status).toBe(404)
    for (const name of ['order-api-service', 'shop_web']) await broker.post('/pacticipants', { name })
    expect((await publish(broker, '1', similar)).status).toBe(200)
  })

  test('of names is told as text when a contract is put', async () => {
    await publish(broker, '1', { consumer: 'Till App', contracts: { PA: pactBetween('Till App', 'PA') } })
    const reply = await broker.put(pactPath('1', { consumer: 'till-apps' }), pactBetween('till-apps', 'PA'))
    expect(reply.status).toBe(409)
    expect(reply.headers.get('content-type')).toBe('text/plain;charset=utf-8')
    expect(reply.text).toContain('* Till App')
  })

  test('tells of changed content before similar names', async () => {
    await publish(broker, '42', { contracts: { PA: one } })
    await broker.post('/pacticipants', { name: 'Bill Printer' })
    const contracts = { bill_printer: pactBetween('CA', 'bill_printer'), PA: two }
    const reply = await publish(broker, '42', { contracts })
    expect(reply.json.notices.map(({ type }: { type: string }) => type)).toEqual(['error', 'info', 'error'])
    expect(reply.json.errors.contracts[1]).toContain('Bill Printer')
  })
})

describe('a publication that is not right', () => {
  const body = publication('50', { contracts: { PA: one } })
  const [contract] = body.contracts
  const send = (changes: Readonly<Record<string, unknown>>) =>
    broker.post('/contracts/publish', { ...body, ...changes })
  const sendContract = (changes: Readonly<Record<string, unknown>>) =>
    send({ contracts: [{ ...contract, ...changes }] })

  test.each([
    [{ pacticipantName: undefined }, { pacticipantName: ['is missing'] }],
    [{ pacticipantName: 1 }, { pacticipantName: ['must be a string'] }],
    [{ pacticipantVersionNumber: undefined }, { pacticipantVersionNumber: ['is missing'] }],
    [{ pacticipantVersionNumber: '' }, { pacticipantVersionNumber: ['must be filled'] }],
    [{ pacticipantVersionNumber: ' ' }, { pacticipantVersionNumber: ['cannot be blank'] }],
    [{ pacticipantVersionNumber: null }, { pacticipantVersionNumber: ['must be a string'] }],
    [{ pacticipantVersionNumber: 'a\nb' }, { pacticipantVersionNumber: ['cannot contain multiple lines'] }],
    [{ pacticipantVersionNumber: 'a\u0000b' }, { pacticipantVersionNumber: ['cannot contain a NUL character'] }],
    [{ branch: '' }, { branch: ['cannot be blank'] }],
    [{ branch: 1 }, { branch: ['must be a string'] }],
    [{ branch: 'a\nb' }, { branch: ['cannot contain multiple lines'] }],
    [{ buildUrl: 1 }, { buildUrl: ['must be a string'] }],
    [{ buildUrl: 'a\nb' }, { buildUrl: ['cannot contain multiple lines'] }],
    [{ tags: 'a' }, { tags: ['must be an array'] }],
    [{ tags: [''] }, { tags: ['must be filled (at index 0)'] }],
    [{ tags: ['a', ' '] }, { tags: ['cannot be blank (at index 1)'] }],
    [{ tags: [null] }, { tags: ['must be filled (at index 0)'] }],
    [{ contracts: undefined }, { contracts: ['is missing'] }],
    [{ contracts: null }, { contracts: ['must be an array'] }],
    [{ contracts: {} }, { contracts: ['must be an array'] }],
    [{ contracts: ['x'] }, { contracts: ['must be a hash (at index 0)'] }],
    [
      { pacticipantName: ' ' },
      {
        pacticipantName: ['cannot be blank'],
        contracts: ["consumerName ('CA') must match pacticipantName (' ') (at index 0)"],
      },
    ],
  ])('with %j is refused', async (changes, errors) => {
    const reply = await send(changes)
    expect([reply.status, reply.json]).toEqual([400, { errors }])
  })

  const mismatch = "consumerName ('Other') must match pacticipantName ('CA')"
  test.each([
    [{ consumerName: undefined }, ['consumerName is missing']],
    [{ consumerName: '' }, ['consumerName must be filled']],
    [{ consumerName: 'Other', content: base64({}) }, [mismatch]],
    [
      { consumerName: 'Other' },
      ["consumer name in contract content ('CA') must match consumerName in contract params ('Other')", mismatch],
    ],
    [{ providerName: null }, ['providerName must be a string']],
    [
      { providerName: ' ' },
      [
        'providerName cannot be blank',
        "provider name in contract content ('PA') must match providerName in contract params (' ')",
      ],
    ],
    [
      { content: undefined },
      ['content is missing', 'is not valid Base64', 'content could not be parsed as application/json'],
    ],
    [{ content: '' }, ['content must be filled', 'content could not be parsed as application/json']],
    [{ content: 'not base64!' }, ['is not valid Base64', 'content could not be parsed as application/json']],
    [
      { content: `${base64(one).slice(0, 8)}\n${base64(one).slice(8)}` },
      ['is not valid Base64', 'content could not be parsed as application/json'],
    ],
    [{ content: base64('{') }, ['content could not be parsed as application/json']],
    [{ content: base64('null') }, ['content could not be parsed as application/json']],
    [{ content: base64(`${'['.repeat(60)}${']'.repeat(60)}`) }, ['content could not be parsed as application/json']],
    [{ content: base64('[]') }, ['parsed content was expected to be a Hash but was a Array']],
    [{ content: base64('"x"') }, ['parsed content was expected to be a Hash but was a String']],
    [{ content: base64('1') }, ['parsed content was expected to be a Hash but was a Integer']],
    [
      { content: Buffer.from('7b22636f6e73756d6572223a7b226e616d65223a224341ff227d7d', 'hex').toString('base64') },
      [
        'contract content has a non UTF-8 character at char 24 and cannot be parsed as JSON. ' +
          `Fragment preceding invalid character is: '{"consumer":{"name":"CA'`,
      ],
    ],
    [
      { content: base64(pactBetween('Other', 'PA')) },
      ["consumer name in contract content ('Other') must match consumerName in contract params ('CA')"],
    ],
    [
      { content: base64(pactBetween('CA', 'Other')) },
      ["provider name in contract content ('Other') must match providerName in contract params ('PA')"],
    ],
    [{ contentType: 'application/yml' }, ['contentType must be one of: application/json']],
    [{ contentType: '' }, ['contentType must be filled']],
    [{ contentType: 1 }, ['contentType must be one of: application/json']],
    [{ specification: 'oas' }, ['specification must be one of: pact']],
    [{ specification: null }, ['specification must be filled']],
    [{ onConflict: 'fail' }, ['onConflict must be one of: overwrite, merge']],
    [{ onConflict: null }, ['onConflict must be filled']],
  ])('with a contract with %j is refused', async (changes, sentences) => {
    const reply = await sendContract(changes)
    expect(reply.status).toBe(400)
    const found = reply.json.errors.contracts
    expect(found).toEqual(expect.arrayContaining(sentences.map((sentence) => `${sentence} (at index 0)`)))
    expect(Object.keys(reply.json.errors)).toEqual(['contracts'])
  })

  test('with an empty contract is told all at once', async () => {
    expect((await send({ contracts: [contract, {}] })).json).toEqual({
      errors: {
        contracts: [
          'consumerName is missing (at index 1)',
          'providerName is missing (at index 1)',
          'content is missing (at index 1)',
          'contentType is missing (at index 1)',
          'specification is missing (at index 1)',
          'is not valid Base64 (at index 1)',
        ],
      },
    })
  })

  test.each([
    ['{}', 'application/json'],
    ['', 'application/json'],
  ])('with the body %j says what is missing', async (text, type) => {
    const reply = await broker.request('POST', '/contracts/publish', { body: text, headers: { 'content-type': type } })
    expect([reply.status, reply.json]).toEqual([
      400,
      {
        errors: {
          pacticipantName: ['is missing'],
          pacticipantVersionNumber: ['is missing'],
          contracts: ['is missing'],
        },
      },
    ])
  })

  test.each(['[]', '"x"', 'null', '{"a', '1'])('with the body %s is the client’s error', async (text) => {
    const reply = await broker.request('POST', '/contracts/publish', { body: text })
    expect(reply.status).toBe(400)
    expect(reply.json.error ?? reply.json.errors).toBeDefined()
  })

  test('is told as a problem to those who understand it', async () => {
    const headers = { accept: 'application/hal+json, application/problem+json' }
    const reply = await broker.request('POST', '/contracts/publish', { body: { ...body, branch: '' }, headers })
    expect(reply.status).toBe(400)
    expect(reply.headers.get('content-type')).toContain('application/problem+json')
    expect(reply.json.errors[0]).toMatchObject({ detail: 'cannot be blank', pointer: '/branch' })
  })

  test('leaves nothing behind', () =>
    broker.get('/pacticipants/CA/versions/50').then(({ status }) => expect(status).toBe(404)))
})
