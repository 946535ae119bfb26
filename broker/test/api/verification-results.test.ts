import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { listRequiredVerifications } from '../../src/contracts/required-verifications.sql.ts'
import { type TestBroker, startTestBroker } from '../support/server.ts'
import { VerificationWorld } from '../support/verification-world.ts'

let broker: TestBroker
let world: VerificationWorld

beforeAll(async () => {
  broker = await startTestBroker({ config: { checkForPotentialDuplicatePacticipantNames: false } })
  world = new VerificationWorld(broker)
})

afterAll(() => broker.stop())

/** Sends the text as it is. */
async function sendText(address: string, body: string, type: string) {
  return broker.request('POST', address, { body, headers: { 'content-type': type } })
}

const results = (consumer: string, content = 'A') =>
  `${world.permalink({ consumer, provider: 'P', content })}/verification-results`

async function changedAt(consumer: string): Promise<Date> {
  const row = await broker.db
    .selectFrom('integrations')
    .innerJoin('pacticipants', 'pacticipants.id', 'integrations.consumer_id')
    .select('integrations.contract_data_updated_at as at')
    .where('pacticipants.name', '=', consumer)
    .executeTakeFirstOrThrow()
  return row.at
}

describe('POST …/pact-version/{sha}/verification-results', () => {
  test('records what a version of the provider found and shows it', async () => {
    await world.published('Full', '1', { for: 'P', content: 'A' })
    await world.published('Full', '2', { for: 'P', content: 'A' })
    const testResults = [{ interactionId: 'x', success: true }]
    const reply = await broker.post(results('Full'), {
      success: true,
      providerApplicationVersion: 'p1',
      buildUrl: 'http://ci.example.org/1',
      testResults,
      verificationDate: '2026-01-02T03:04:05Z',
      verifiedBy: {
        implementation: 'Pact-Rust',
        version: '1.4.8',
        clientLanguage: { name: 'pact-js', version: '17', testFramework: 'vitest' },
      },
      somethingElse: true,
    })
    const base = `${broker.url}${world.permalink({ consumer: 'Full', provider: 'P', content: 'A' })}`
    expect(reply.status).toBe(201)
    expect(reply.headers.get('location')).toBe(`${base}/verification-results/1`)
    expect(reply.json).toEqual({
      providerName: 'P',
      providerApplicationVersion: 'p1',
      success: true,
      verificationDate: '2026-01-02T03:04:05+00:00',
      buildUrl: 'http://ci.example.org/1',
      testResults,
      verifiedBy: {
        implementation: 'Pact-Rust',
        version: '1.4.8',
        client_implementation: 'pact-js',
        client_test_framework: 'vitest',
        client_version: '17',
      },
      _links: {
        self: {
          title: 'Verification result',
          name: 'Verification result 1 for Pact between Full (2) and P',
          href: `${base}/verification-results/1`,
        },
        'pb:pact-version': { title: 'Pact', name: 'Pact between Full (2) and P', href: `${base}/metadata/Y3ZuPTI` },
        'pb:triggered-webhooks': {
          title: 'Webhooks triggered by the publication of this verification result',
          href: `${base}/verification-results/1/triggered-webhooks`,
        },
      },
    })
    expect((await broker.get(`${base}/verification-results/1`)).json).toEqual(reply.json)
    expect((await broker.get(`${base}/metadata/dz10cnVl/verification-results/1`)).json).toEqual(reply.json)
  })

  test('needs no more than the outcome and the version', async () => {
    await world.published('Minimal', '1', { for: 'P', content: 'A' })
    const reply = await broker.post(results('Minimal'), {
      success: false,
      providerApplicationVersion: 'p1',
      buildUrl: null,
    })
    expect(reply.status).toBe(201)
    expect(reply.json).toMatchObject({ success: false, verifiedBy: {} })
    expect(reply.json).not.toHaveProperty('buildUrl')
    expect(reply.json).not.toHaveProperty('testResults')
  })

  test('numbers the results of each contract content from 1', async () => {
    await world.published('Numbers', '1', { for: 'P', content: 'A' })
    await world.published('Numbers', '2', { for: 'P', content: 'B' })
    const numbers = async (content: string) =>
      (await world.verified({ consumer: 'Numbers', provider: 'P', content }, 'p1')).json._links.self.name.split(' ')[2]
    expect(await numbers('A')).toBe('1')
    expect(await numbers('A')).toBe('2')
    expect(await numbers('B')).toBe('1')
  })

  test('creates the provider version, on the branch that the body names', async () => {
    await world.published('Branch', '1', { for: 'BranchProvider', content: 'A' })
    const address = `${world.permalink({ consumer: 'Branch', provider: 'BranchProvider', content: 'A' })}/verification-results`
    const body = { success: true, providerApplicationVersion: 'b1', providerApplicationVersionBranch: 'feat/x' }
    expect((await broker.post(address, body)).status).toBe(201)
    const version = await broker.get('/pacticipants/BranchProvider/versions/b1')
    expect(version.json._embedded.branchVersions).toMatchObject([{ name: 'feat/x', latest: true }])
  })

  test('remembers what the metadata token says of the selection', async () => {
    await world.published('Token', '1', { for: 'P', content: 'A', branch: 'main' })
    const asked = await broker.post('/pacts/provider/P/for-verification', {
      consumerVersionSelectors: [{ mainBranch: true, consumer: 'Token' }],
    })
    const { href } = asked.json._embedded.pacts[0]._links.self
    const posted = await broker.post(`${href}/verification-results`, {
      success: true,
      providerApplicationVersion: 'p1',
    })
    expect(posted.status).toBe(201)
    await world.verified({ consumer: 'Token', provider: 'P', content: 'A' }, 'p1', { wip: true })
    const rows = await broker.db
      .selectFrom('verifications')
      .innerJoin('contents', 'contents.id', 'verifications.content_id')
      .select(['verifications.pending', 'verifications.wip', 'verifications.consumer_version_selectors as selectors'])
      .where('contents.sha', '=', world.shaOf({ consumer: 'Token', provider: 'P', content: 'A' }))
      .orderBy('verifications.number')
      .execute()
    expect(rows).toEqual([
      {
        pending: true,
        wip: false,
        selectors: [{ consumerVersionId: expect.any(Number), latest: true, mainBranch: true }],
      },
      { pending: true, wip: true, selectors: [] },
    ])
  })

  test('takes a result under a token that says nothing', async () => {
    await world.published('Junk', '1', { for: 'P', content: 'A' })
    const address = `${world.permalink({ consumer: 'Junk', provider: 'P', content: 'A' })}/metadata/!!!/verification-results`
    expect((await broker.post(address, { success: true, providerApplicationVersion: 'p1' })).status).toBe(201)
  })

  test('keeps the result of each interaction', async () => {
    const published = await world.published('Interactions', '1', {
      for: 'P',
      content: 'A',
      interactions: [{ description: 'one' }, { description: 'two', state: 'it exists' }, { description: 'three' }],
    })
    const mismatches = [{ attribute: 'body', identifier: '$.a', description: 'expected 1' }]
    const reply = await broker.post(results('Interactions'), {
      success: false,
      providerApplicationVersion: 'p1',
      testResults: {
        tests: [
          { interactionId: published.json.interactions[0]._id, success: true },
          { interactionDescription: 'two', interactionProviderState: 'it exists', success: false, mismatches },
        ],
      },
    })
    expect(reply.status).toBe(201)
    const rows = await broker.db
      .selectFrom('interaction_results')
      .innerJoin('interactions', 'interactions.id', 'interaction_results.interaction_id')
      .select(['interactions.description', 'interaction_results.success', 'interaction_results.mismatches'])
      .orderBy('interactions.description')
      .execute()
    expect(rows).toEqual([
      { description: 'one', success: true, mismatches: null },
      { description: 'two', success: false, mismatches },
    ])
  })

  test('notes when the pair of consumer and provider last changed', async () => {
    await world.published('Touch', '1', { for: 'P', content: 'A' })
    const before = await changedAt('Touch')
    await world.verified({ consumer: 'Touch', provider: 'P', content: 'A' }, 'p1')
    expect((await changedAt('Touch')).getTime()).toBeGreaterThan(before.getTime())
  })

  test.each([
    [{}, { success: ['is missing'], providerApplicationVersion: ['is missing'] }],
    [
      { success: 'true', providerApplicationVersion: 1, buildUrl: 5 },
      {
        success: ['must be boolean'],
        providerApplicationVersion: ['must be a string'],
        buildUrl: ['must be a string'],
      },
    ],
    [
      { success: null, providerApplicationVersion: ' ', buildUrl: 'not a url' },
      {
        success: ['must be boolean'],
        providerApplicationVersion: ['cannot be blank'],
        buildUrl: ['is not a valid URL eg. http://example.org'],
      },
    ],
    [{ success: true, providerApplicationVersion: '' }, { providerApplicationVersion: ['must be filled'] }],
    [
      { success: true, providerApplicationVersion: 'a\nb' },
      { providerApplicationVersion: ['cannot contain multiple lines'] },
    ],
    [
      { success: true, providerApplicationVersion: '1', buildUrl: 'javascript:alert(1)' },
      { buildUrl: ['is not a valid URL eg. http://example.org'] },
    ],
    [
      { success: true, providerApplicationVersion: '1', verificationDate: 'yesterday', verifiedBy: 'me' },
      { verificationDate: ['must be a date'], verifiedBy: ['must be a hash'] },
    ],
    [
      { success: true, providerApplicationVersion: 'a\u0000', providerApplicationVersionBranch: '' },
      {
        providerApplicationVersion: ['cannot contain a NUL character'],
        providerApplicationVersionBranch: ['cannot be blank'],
      },
    ],
    [[], { '': ['must be a hash'] }],
  ])('refuses %j', async (body, errors) => {
    await world.published('Invalid', '1', { for: 'P', content: 'A' })
    const reply = await broker.post(results('Invalid'), body)
    expect(reply.status).toBe(400)
    expect(reply.json).toEqual({ errors })
  })

  test.each([
    ['foo', 'a relative one'],
    ['', 'an empty one'],
  ])('takes the build URL %j: %s', async (buildUrl) => {
    await world.published('BuildUrl', '1', { for: 'P', content: 'A' })
    const reply = await broker.post(results('BuildUrl'), { success: true, providerApplicationVersion: '1', buildUrl })
    expect(reply.status).toBe(201)
    expect(reply.json.buildUrl).toBe(buildUrl === '' ? undefined : buildUrl)
  })

  test('answers 404 for a content that the pair does not have', async () => {
    await world.published('Unknown', '1', { for: 'P', content: 'A' })
    const body = { success: true, providerApplicationVersion: 'new' }
    for (const address of [results('Unknown', 'B'), results('Nobody'), results('Unknown').replace('/P/', '/Nobody/')]) {
      const reply = await broker.post(address, body)
      expect(reply.status).toBe(404)
      expect(reply.json).toEqual({ error: 'The requested document was not found on this server.' })
    }
    expect((await broker.get('/pacticipants/P/versions/new')).status).toBe(404)
  })

  test('answers 415 for anything but JSON, 400 for what is not JSON and for nothing', async () => {
    await world.published('Types', '1', { for: 'P', content: 'A' })
    expect((await sendText(results('Types'), '{}', 'text/plain')).status).toBe(415)
    expect((await sendText(results('Types'), '{', 'application/json')).status).toBe(400)
    expect((await sendText(results('Types'), '', 'application/json')).status).toBe(400)
  })
})

describe('many results at once', () => {
  test('for a new provider version are all taken, under different numbers, with one version', async () => {
    await world.published('Crowd', '1', { for: 'CrowdProvider', content: 'A' })
    const address = `${world.permalink({ consumer: 'Crowd', provider: 'CrowdProvider', content: 'A' })}/verification-results`
    const body = { success: true, providerApplicationVersion: 'c1', providerApplicationVersionBranch: 'main' }
    const replies = await Promise.all(Array.from({ length: 20 }, () => broker.post(address, body)))
    expect(replies.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 201))
    expect(new Set(replies.map(({ headers }) => headers.get('location'))).size).toBe(20)
    const versions = await broker.get('/pacticipants/CrowdProvider/versions')
    expect(versions.json._embedded.versions).toHaveLength(1)
    const [latest] = await broker.db
      .selectFrom('latest_verifications')
      .innerJoin('verifications', 'verifications.id', 'latest_verifications.verification_id')
      .innerJoin('contents', 'contents.id', 'verifications.content_id')
      .select('verifications.number')
      .where('contents.sha', '=', world.shaOf({ consumer: 'Crowd', provider: 'CrowdProvider', content: 'A' }))
      .execute()
    expect(latest?.number).toBe(20)
  })

  test('while the provider is deleted end in 201 or 404', async () => {
    await world.published('Deleted', '1', { for: 'DeletedProvider', content: 'A' })
    const address = `${world.permalink({ consumer: 'Deleted', provider: 'DeletedProvider', content: 'A' })}/verification-results`
    const replies = await Promise.all([
      ...Array.from({ length: 10 }, (_, index) =>
        broker.post(address, { success: true, providerApplicationVersion: `d${index}` }),
      ),
      broker.del('/pacticipants/DeletedProvider'),
    ])
    const statuses = replies.map(({ status }) => status)
    expect(statuses.filter((status) => ![201, 204, 404].includes(status))).toEqual([])
  })
})

describe('the latest result', () => {
  beforeAll(async () => {
    await world.published('Latest', '1', { for: 'P', content: 'A', branch: 'main' })
    await world.published('Latest', '2', { for: 'P', content: 'A', tags: ['prod'] })
    await world.published('Latest', '3', { for: 'P', content: 'B', branch: 'main' })
    const verify = (content: string, version: string, success: boolean) =>
      world.verified({ consumer: 'Latest', provider: 'P', content }, version, { success, tags: ['t1', 't2'] })
    await verify('A', 'l2', true)
    await verify('A', 'l1', false)
    await verify('B', 'l3', true)
    await world.placed('P', 'l4', { tags: ['t2'] })
  })

  const pair = '/pacts/provider/P/consumer/Latest'

  test.each([
    [
      () => `${world.permalink({ consumer: 'Latest', provider: 'P', content: 'A' })}/verification-results/latest`,
      'A',
      '2',
      'l1',
    ],
    [() => `${pair}/version/1/verification-results/latest`, 'A', '1', 'l1'],
    [() => `${pair}/version/2/verification-results/latest`, 'A', '2', 'l1'],
    [() => `${pair}/version/3/verification-results/latest`, 'B', '3', 'l3'],
    [() => `${pair}/latest/verification-results/latest`, 'B', '3', 'l3'],
    [() => `${pair}/latest/prod/verification-results/latest`, 'A', '2', 'l1'],
  ])('is the newest of the content, at %s', async (address, ...[content, consumerVersion, providerVersion]) => {
    const reply = await broker.get(address())
    expect(reply.status).toBe(200)
    expect(reply.json.providerApplicationVersion).toBe(providerVersion)
    expect(reply.json._links['pb:pact-version'].name).toBe(`Pact between Latest (${consumerVersion}) and P`)
    expect(reply.json._links.self.href).toContain(world.shaOf({ consumer: 'Latest', provider: 'P', content }))
  })

  test.each([
    `${pair}/version/9/verification-results/latest`,
    `${pair}/latest/nope/verification-results/latest`,
    '/pacts/provider/P/consumer/Nobody/latest/verification-results/latest',
  ])('is not found at %s', async (address) => {
    expect((await broker.get(address)).status).toBe(404)
  })

  test('comes with the tags of the provider version when asked for the extended form', async () => {
    const reply = await broker.get(`${pair}/version/1/verification-results/latest`, {
      accept: 'application/vnd.pactbrokerextended.v1+json',
    })
    expect(reply.headers.get('content-type')).toContain('application/vnd.pactbrokerextended.v1+json')
    const href = `${broker.url}/pacticipants/P/versions/l1/tags`
    expect(reply.json._embedded.tags).toEqual([
      { name: 't1', latest: false, _links: { self: { title: 'Tag', name: 't1', href: `${href}/t1` } } },
      { name: 't2', latest: false, _links: { self: { title: 'Tag', name: 't2', href: `${href}/t2` } } },
    ])
  })
})

describe('GET …/verification-results/{number}', () => {
  test.each(['99', 'x', '99999999999999', '-1'])('is not found for %s', async (number) => {
    await world.published('Missing', '1', { for: 'P', content: 'A' })
    expect((await broker.get(`${results('Missing')}/${number}`)).status).toBe(404)
  })

  test('points to the matrix for all results', async () => {
    const reply = await broker.get(`${results('Missing')}/all`)
    expect(reply.status).toBe(404)
    expect(reply.json).toEqual({ error: 'To see all the verifications for a pact, use the Matrix page' })
  })
})

async function isPending(consumer: string): Promise<boolean> {
  const reply = await broker.post('/pacts/provider/P/for-verification', {
    consumerVersionSelectors: [{ latest: true, consumer }],
    providerVersionBranch: 'main',
  })
  return reply.json._embedded.pacts[0].verificationProperties.pending
}

describe('DELETE …/verification-results/{number}', () => {
  test('makes the result before it count again', async () => {
    await world.published('Delete', '1', { for: 'P', content: 'A' })
    const contract = { consumer: 'Delete', provider: 'P', content: 'A' }
    await world.verified(contract, 'x1', { success: true, branch: 'main' })
    await world.verified(contract, 'x1', { success: false })
    const address = results('Delete')
    const counting = async () =>
      broker.db
        .selectFrom('latest_verifications')
        .innerJoin('contents', 'contents.id', 'latest_verifications.content_id')
        .select('latest_verifications.success')
        .where('contents.sha', '=', world.shaOf({ consumer: 'Delete', provider: 'P', content: 'A' }))
        .execute()
    expect(await counting()).toEqual([{ success: false }])
    expect(await isPending('Delete')).toBe(false)

    expect((await broker.del(`${address}/2`)).status).toBe(204)
    expect(await counting()).toEqual([{ success: true }])
    expect((await broker.get(`${address}/latest`)).json.success).toBe(true)

    expect((await broker.del(`${address}/latest`)).status).toBe(204)
    expect(await counting()).toEqual([])
    expect(await isPending('Delete')).toBe(true)
    expect((await broker.del(`${address}/1`)).status).toBe(404)
    expect((await broker.get(`${address}/latest`)).status).toBe(404)
  })

  test('leaves the number of a deleted result unused', async () => {
    await world.published('Reuse', '1', { for: 'P', content: 'A' })
    const contract = { consumer: 'Reuse', provider: 'P', content: 'A' }
    await world.verified(contract, 'r1')
    await broker.del(`${results('Reuse')}/1`)
    const reply = await world.verified(contract, 'r1')
    expect(reply.headers.get('location')).toMatch(/verification-results\/2$/)
  })

  test('works by the address of a consumer version too', async () => {
    await world.published('ByVersion', '1', { for: 'P', content: 'A' })
    await world.verified({ consumer: 'ByVersion', provider: 'P', content: 'A' }, 'v1')
    const address = '/pacts/provider/P/consumer/ByVersion/version/1/verification-results/latest'
    expect((await broker.del(address)).status).toBe(204)
    expect((await broker.del(address)).status).toBe(404)
  })
})

describe('GET /verification-results/consumer/{consumer}/version/{version}/latest', () => {
  test('sums up the contracts of a consumer version', async () => {
    for (const provider of ['Good', 'bad', 'Unknown']) {
      await world.published('Summary', '1', { for: provider, content: 'A' })
      await world.published('Summary', '2', { for: provider, content: 'A' })
    }
    await world.verified({ consumer: 'Summary', provider: 'Good', content: 'A' }, '1', { success: false })
    await world.verified({ consumer: 'Summary', provider: 'Good', content: 'A' }, '1', { success: true })
    await world.verified({ consumer: 'Summary', provider: 'bad', content: 'A' }, '1', { success: false })
    const address = '/verification-results/consumer/Summary/version/1/latest'
    const reply = await broker.get(address)
    expect(reply.status).toBe(200)
    expect(reply.json).toMatchObject({
      success: false,
      providerSummary: { successful: ['Good'], failed: ['bad'], unknown: ['Unknown'] },
      _embedded: { verificationResults: [{ providerName: 'bad' }, { providerName: 'Good' }] },
      _links: {
        self: { href: broker.url + address, title: 'Latest verification results for consumer Summary version 1' },
      },
    })
    await world.verified({ consumer: 'Summary', provider: 'bad', content: 'A' }, '1')
    await world.verified({ consumer: 'Summary', provider: 'Unknown', content: 'A' }, '1')
    expect((await broker.get(address)).json.success).toBe(true)
  })

  test('is not found for a version that does not exist', async () => {
    expect((await broker.get('/verification-results/consumer/Summary/version/9/latest')).status).toBe(404)
    expect((await broker.get('/verification-results/consumer/Nobody/version/1/latest')).status).toBe(404)
  })
})

describe('the provider versions that should verify a contract', () => {
  const needing = async () => {
    const { id: contentId } = await broker.db
      .selectFrom('contents')
      .select('contents.id')
      .where('contents.sha', '=', world.shaOf({ consumer: 'Needs', provider: 'NeedsProvider', content: 'A' }))
      .executeTakeFirstOrThrow()
    const { id: providerId } = await broker.db
      .selectFrom('pacticipants')
      .select('pacticipants.id')
      .where('pacticipants.name', '=', 'NeedsProvider')
      .executeTakeFirstOrThrow()
    const versions = await listRequiredVerifications(broker.db, [{ contentId, providerId }])
    return versions.map(({ providerVersion: { number }, branch, descriptions }) => ({ number, branch, descriptions }))
  }

  test('are the head of its main branch, what is deployed and what is released, without those that have', async () => {
    await world.published('Needs', '1', { for: 'NeedsProvider', content: 'A' })
    expect(await needing()).toEqual([])
    await world.placed('NeedsProvider', 'n1', { branch: 'main' })
    await world.placed('NeedsProvider', 'n2', { branch: 'main' })
    await world.placed('NeedsProvider', 'n3', { branch: 'feat' })
    const test = await world.environment('needs-test')
    const production = await world.environment('needs-production', true)
    await world.deployed('NeedsProvider', 'n1', { environment: production })
    await world.deployed('NeedsProvider', 'n2', { environment: test, instance: 'blue' })
    await world.deployed('NeedsProvider', 'n2', { environment: test, instance: 'green' })
    await world.released('NeedsProvider', 'n3', { environment: production })
    expect(await needing()).toEqual([
      { number: 'n1', branch: null, descriptions: ['deployed in needs-production'] },
      { number: 'n2', branch: 'main', descriptions: ['latest from main branch', 'deployed in needs-test'] },
      { number: 'n3', branch: null, descriptions: ['released in needs-production'] },
    ])
    const name = { consumer: 'Needs', provider: 'NeedsProvider', content: 'A' }
    await world.verified(name, 'n2', { success: false })
    await world.verified(name, 'n3')
    expect((await needing()).map(({ number }) => number)).toEqual(['n1'])
  })
})
