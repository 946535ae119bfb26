import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { encodeMetadata } from '../../src/contracts/metadata.ts'
import { descriptionsIn, pact, pactBetween, pactPath, publish, request, shaOf } from '../support/publications.ts'
import { type TestBroker, startTestBroker } from '../support/server.ts'

let broker: TestBroker

beforeAll(async () => {
  broker = await startTestBroker({ config: { checkForPotentialDuplicatePacticipantNames: false } })
})

afterAll(() => broker.stop())

const one = pact([request('one')])

/** A pair of its own for each test, so that none sees the other's contracts. */
let pairs = 0
function newPair() {
  pairs += 1
  const [consumer, provider] = [`consumer ${pairs}`, `provider ${pairs}`]
  const at = `/pacts/provider/provider%20${pairs}/consumer/consumer%20${pairs}`
  const content = (...descriptions: string[]) =>
    pactBetween(
      consumer,
      provider,
      descriptions.map((text) => request(text)),
    )
  return {
    consumer,
    provider,
    at,
    content,
    publish: (version: string, options: { branch?: string; tags?: string[]; says?: string[] } = {}) => {
      const { says = ['one'], ...rest } = options
      return publish(broker, version, { consumer, contracts: { [provider]: content(...says) }, ...rest })
    },
  }
}

describe('PUT …/version/{version}', () => {
  test('publishes a contract and shows it with its links', async () => {
    const reply = await broker.put(pactPath('1'), one)
    expect(reply.status).toBe(201)
    expect(reply.headers.get('content-type')).toBe('application/hal+json;charset=utf-8')
    const { createdAt, _links: links, ...document } = reply.json
    expect(document).toEqual(pact([{ _id: expect.stringMatching(/^[0-9a-f]{40}$/), ...request('one') }]))
    expect(createdAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00$/)
    const pair = `${broker.url}/pacts/provider/PA/consumer/CA`
    const sha = shaOf(reply)
    expect(links).toEqual({
      self: { title: 'Pact', name: 'Pact between CA (1) and PA', href: `${pair}/version/1` },
      'pb:consumer': { title: 'Consumer', name: 'CA', href: `${broker.url}/pacticipants/CA` },
      'pb:consumer-version': { title: 'Consumer version', name: '1', href: `${broker.url}/pacticipants/CA/versions/1` },
      'pb:provider': { title: 'Provider', name: 'PA', href: `${broker.url}/pacticipants/PA` },
      'pb:pact-version': { title: expect.any(String), name: sha, href: `${pair}/pact-version/${sha}` },
      'pb:latest-pact-version': { title: expect.any(String), href: `${pair}/latest` },
      'pb:all-pact-versions': { title: expect.any(String), href: `${pair}/versions` },
      'pb:latest-untagged-pact-version': { title: expect.any(String), href: `${pair}/latest-untagged` },
      'pb:latest-tagged-pact-version': { title: expect.any(String), href: `${pair}/latest/{tag}`, templated: true },
      'pb:previous-distinct': { title: expect.any(String), href: `${pair}/version/1/previous-distinct` },
      'pb:diff-previous-distinct': { title: expect.any(String), href: `${pair}/version/1/diff/previous-distinct` },
      'pb:diff': {
        title: expect.any(String),
        href: `${pair}/pact-version/${sha}/diff/pact-version/{pactVersion}`,
        templated: true,
      },
      'pb:pact-webhooks': { title: expect.any(String), href: `${broker.url}/webhooks/provider/PA/consumer/CA` },
      'pb:consumer-webhooks': { title: expect.any(String), href: `${broker.url}/webhooks/consumer/CA` },
      'pb:tag-prod-version': { title: expect.any(String), href: `${broker.url}/pacticipants/CA/versions/1/tags/prod` },
      'pb:tag-version': {
        title: expect.any(String),
        href: `${broker.url}/pacticipants/CA/versions/1/tags/{tag}`,
        templated: true,
      },
      'pb:publish-verification-results': {
        title: expect.any(String),
        href: `${pair}/pact-version/${sha}/verification-results`,
      },
      'pb:latest-verification-results': { href: `${pair}/pact-version/${sha}/verification-results/latest` },
      'pb:triggered-webhooks': { title: expect.any(String), href: `${pair}/version/1/triggered-webhooks` },
      'pb:matrix-for-consumer-version': {
        title: expect.any(String),
        href: `${broker.url}/matrix?q%5B%5D%5Bpacticipant%5D=CA&q%5B%5D%5Bversion%5D=1&latestby=cvpv`,
      },
      curies: [{ name: 'pb', href: `${broker.url}/doc/{rel}?context=pact`, templated: true }],
    })
  })

  test('is 200 for a contract that the version has already, and does not publish it again', async () => {
    const pair = newPair()
    expect((await broker.put(`${pair.at}/version/1`, pair.content('one'))).status).toBe(201)
    expect((await broker.put(`${pair.at}/version/1`, pair.content('one'))).status).toBe(200)
    expect((await broker.get(`${pair.at}/versions`)).json._embedded.pacts).toHaveLength(1)
  })

  test('refuses other content for the same version, and says what differs', async () => {
    const pair = newPair()
    await broker.put(`${pair.at}/version/1`, pair.content('one'))
    const reply = await broker.put(`${pair.at}/version/1`, pair.content('one', 'two'))
    expect(reply.status).toBe(409)
    expect(reply.json.error).toMatch(
      /^Cannot change the content of the pact for consumer \d+ version 1 and provider provider \d+, as race conditions/,
    )
    expect(reply.json.error).toContain('+ "two" (GET /two)')
    expect(descriptionsIn(await broker.get(`${pair.at}/version/1`))).toEqual(['one'])
  })

  test('keeps the document to the letter: order of keys, numbers, escapes', async () => {
    const text = '{"z":1.0,"10":1e2,"2":12345678901234567890,"metadata":{"b":1,"a":"\\u00e9\\/"},"interactions":[]}'
    const { at } = newPair()
    const reply = await broker.request('PUT', `${at}/version/1`, { body: text.replaceAll(',', ' ,\n ') })
    expect(reply.text.startsWith(`${text.slice(0, -1)},"createdAt":`)).toBe(true)
    expect((await broker.get(`${at}/version/1`)).text).toBe(reply.text)
  })

  test('takes a document without interactions, an empty one, and one that came from a broker', async () => {
    const { at, content } = newPair()
    expect((await broker.put(`${at}/version/1`, { anything: 1 })).json).toMatchObject({ anything: 1 })
    expect((await broker.put(`${at}/version/2`, {})).json).toEqual({
      createdAt: expect.any(String),
      _links: expect.any(Object),
    })
    const first = await broker.put(`${at}/version/3`, content('one'))
    const again = await broker.put(`${at}/version/4`, first.json)
    expect(shaOf(again)).toBe(shaOf(first))
    expect(again.json._links.self.href).toContain('/version/4')
    expect(again.text.match(/_links/g)).toHaveLength(1)
  })

  test('works with names and descriptions of any kind', async () => {
    const at = '/pacts/provider/Prov%20%26%20Co/consumer/Foo%20B%C3%A4r%2F%2B/version/1%20a%2Fb'
    const strange = {
      description: 'nul \u0000, half \ud800',
      providerStates: [{ name: '\u0000', params: { '\udc00': '\u0000' } }],
    }
    const content = pactBetween('Foo Bär/+', 'Prov & Co', [strange])
    const reply = await broker.put(at, content)
    expect(reply.status).toBe(201)
    expect(reply.json._links.self.href).toBe(broker.url + at)
    expect(reply.json.interactions[0]).toMatchObject(strange)
    expect((await broker.get('/pacts/provider/Prov%20%26%20Co/consumer/Foo%20B%C3%A4r%2F%2B/latest')).status).toBe(200)
  })

  test.each([
    [
      'names that are not those of the address',
      '/version/1',
      pactBetween('X', 'Y'),
      {
        'consumer.name': [expect.stringMatching(/^name in pact 'X' does not match name in URL path 'consumer \d+'\.$/)],
        'provider.name': [expect.stringMatching(/^name in pact 'Y' does not match name in URL path 'provider \d+'\.$/)],
      },
    ],
    ['a name that is a number', '/version/1', { consumer: { name: 1 } }, { 'consumer.name': ['must be a string'] }],
    ['a blank version', '/version/%20', {}, { consumer_version_number: ['cannot be blank'] }],
    ['a list', '/version/1', [1], { '': ['must be a hash'] }],
    ['a string', '/version/1', '"x"', { '': ['must be a hash'] }],
    ['null', '/version/1', 'null', { '': ['must be a hash'] }],
  ] as const)('refuses %s', async (...[, path, body, errors]) => {
    const reply = await broker.put(newPair().at + path, body)
    expect(reply.status).toBe(400)
    expect(reply.json).toEqual({ errors })
  })

  test('refuses a blank name of a participant', async () => {
    const reply = await broker.put('/pacts/provider/%20/consumer/CA/version/1', {})
    expect(reply.status).toBe(400)
    expect(reply.json).toEqual({ errors: { 'provider.name': ['cannot be blank'] } })
  })

  test.each([
    ['no JSON', '{"a', 400],
    ['nothing', '', 400],
    ['deep nesting', `{"a":${'['.repeat(60)}${']'.repeat(60)}}`, 400],
  ])('refuses %s', async (_, body, status) => {
    const reply = await broker.request('PUT', `${newPair().at}/version/1`, { body })
    expect(reply.status).toBe(status)
    expect(reply.json.error).toEqual(expect.any(String))
  })

  test('refuses other types of content', async () => {
    const headers = { 'content-type': 'text/plain' }
    expect((await broker.request('PUT', `${newPair().at}/version/1`, { body: '{}', headers })).status).toBe(415)
  })

  test('leaves nothing behind when it is refused', async () => {
    const { at, consumer } = newPair()
    await broker.put(`${at}/version/1`, pactBetween('X', 'Y'))
    expect((await broker.get(`/pacticipants/${encodeURIComponent(consumer)}`)).status).toBe(404)
  })
})

describe('GET of a contract', () => {
  test('is the same below /version and /versions', async () => {
    const { at, publish: published } = newPair()
    await published('1')
    const [reply, alias] = [await broker.get(`${at}/version/1`), await broker.get(`${at}/versions/1`)]
    expect(reply.status).toBe(200)
    expect(alias.text).toBe(reply.text)
  })

  test('finds the newest of all, of a branch, with a tag, and without tags', async () => {
    const { at, publish: published } = newPair()
    await published('1', { branch: 'main', tags: ['prod'] })
    await published('2', { branch: 'main' })
    await published('3', { branch: 'feat/x', tags: ['dev'] })
    await published('4', { branch: 'main', tags: ['dev'] })
    const versionAt = async (path: string) => {
      const reply = await broker.get(at + path)
      const { version } = reply.json._links['pb:consumer-version'].href.match(/versions\/(?<version>.+)$/).groups
      expect(reply.headers.get('x-pact-consumer-version')).toBe(version)
      return version
    }
    expect(await versionAt('/latest')).toBe('4')
    expect(await versionAt('/latest/prod')).toBe('1')
    expect(await versionAt('/latest/dev')).toBe('4')
    expect(await versionAt('/latest-untagged')).toBe('2')
    expect(await versionAt('/branch/main/latest')).toBe('4')
    expect(await versionAt('/branch/feat%2Fx/latest')).toBe('3')
  })

  test('of the newest says for which version its results are', async () => {
    const { at, publish: published } = newPair()
    await published('1')
    const token = encodeMetadata({ consumerVersionNumber: '1' })
    const { href } = (await broker.get(`${at}/latest`)).json._links['pb:publish-verification-results']
    expect(href).toMatch(new RegExp(`/pact-version/[0-9a-f]{40}/metadata/${token}/verification-results$`))
    expect((await broker.post(href, { success: true, providerApplicationVersion: 'p1' })).status).toBe(201)
  })

  test('is that of the last version that has one, where the newest version has none', async () => {
    const { at, consumer, publish: published } = newPair()
    await published('1', { branch: 'main' })
    await broker.put(`/pacticipants/${encodeURIComponent(consumer)}/branches/main/versions/2`)
    expect((await broker.get(`${at}/branch/main/latest`)).headers.get('x-pact-consumer-version')).toBe('1')
  })

  test('by its content shows the newest version that has it', async () => {
    const { at, publish: published } = newPair()
    await published('1')
    await published('2')
    await published('3', { says: ['one', 'two'] })
    const reply = await broker.get(`${at}/pact-version/${shaOf(await broker.get(`${at}/version/1`))}`)
    expect(reply.status).toBe(200)
    expect(reply.json._links.self.href).toMatch(/version\/2$/)
    expect(reply.json._links['pb:consumer-versions']).toBeUndefined()
  })

  test('below metadata keeps them, and names the versions for which it was selected', async () => {
    const { at, consumer, publish: published } = newPair()
    for (const version of ['1', '2', '3']) await published(version)
    const versions = await broker.db
      .selectFrom('versions')
      .innerJoin('pacticipants', 'pacticipants.id', 'versions.pacticipant_id')
      .select(['versions.id', 'versions.number'])
      .where('pacticipants.name', '=', consumer)
      .execute()
    const idOf = (number: string) => versions.find((version) => version.number === number)?.id ?? 0
    const token = encodeMetadata({ selectors: [{ consumerVersionId: idOf('1') }, { consumerVersionId: idOf('3') }] })
    const sha = shaOf(await broker.get(`${at}/version/1`))
    const reply = await broker.get(`${at}/pact-version/${sha}/metadata/${token}`)
    const links = reply.json._links
    expect(links['pb:consumer-versions'].map(({ name }: { name: string }) => name)).toEqual(['3', '1'])
    expect(links.self.href).toBe(`${broker.url}${at}/version/3`)
    expect(links['pb:publish-verification-results'].href).toContain(`/metadata/${token}/verification-results`)
    const broken = await broker.get(`${at}/pact-version/${sha}/metadata/d=1`)
    expect(broken.status).toBe(200)
    expect(broken.json._links['pb:consumer-versions']).toBeUndefined()
  })

  test.each([
    '/version/1',
    '/versions/1',
    '/latest',
    '/latest/t',
    '/latest-untagged',
    '/branch/b/latest',
    '/pact-version/abc',
  ])('is 404 at %s where there is none', async (path) => {
    const reply = await broker.get(newPair().at + path)
    expect(reply.status).toBe(404)
    expect(reply.json.error).toEqual(expect.any(String))
  })

  test('shows the content as it was first published, whatever else later versions say', async () => {
    const { at, content } = newPair()
    await broker.put(`${at}/version/1`, { ...content('one', 'two'), written: 'first' })
    await broker.put(`${at}/version/2`, { ...content('two', 'one'), written: 'second' })
    const [first, second] = [await broker.get(`${at}/version/1`), await broker.get(`${at}/version/2`)]
    expect(shaOf(second)).toBe(shaOf(first))
    expect(second.json.written).toBe('first')
    expect(descriptionsIn(second)).toEqual(['one', 'two'])
  })
})

describe('ETag', () => {
  test('saves sending a contract again, as long as nothing in the reply changes', async () => {
    const { at, publish: published } = newPair()
    await published('1')
    const first = await broker.get(`${at}/latest`)
    const etag = first.headers.get('etag') ?? ''
    const ask = (headers: Readonly<Record<string, string>>) =>
      broker.get(`${at}/latest`, { 'if-none-match': etag, ...headers })
    const unchanged = await ask({})
    expect([unchanged.status, unchanged.text]).toEqual([304, ''])
    expect(unchanged.headers.get('x-pact-consumer-version')).toBe('1')
    expect((await ask({ 'x-forwarded-host': 'broker.example.org' })).status).toBe(200)
    await published('2')
    expect((await ask({})).status).toBe(200)
  })

  test('changes when the content of the version does', async () => {
    const { at, content } = newPair()
    await broker.put(`${at}/version/1`, content('one'))
    const etag = (await broker.get(`${at}/version/1`)).headers.get('etag') ?? ''
    await broker.request('PATCH', `${at}/version/1`, { body: content('two') })
    expect((await broker.get(`${at}/version/1`, { 'if-none-match': etag })).status).toBe(200)
  })
})

describe('GET …/versions', () => {
  test('lists the versions that have a contract, newest first', async () => {
    const { at, consumer, provider, publish: published } = newPair()
    await published('1')
    await published('2')
    const [name, base] = [encodeURIComponent(consumer), `${broker.url}${at}`]
    const entry = (version: string) => ({
      createdAt: expect.stringMatching(/\+00:00$/),
      _embedded: {
        consumerVersion: {
          number: version,
          _links: {
            self: { title: 'Version', name: version, href: `${broker.url}/pacticipants/${name}/versions/${version}` },
          },
        },
      },
      _links: {
        self: { href: `${base}/version/${version}`, title: `Pact between ${consumer} (${version}) and ${provider}` },
      },
    })
    const link = (version: string) => ({
      href: `${base}/version/${version}`,
      title: 'Pact',
      name: expect.stringMatching(new RegExp(`^Version ${version} - \\d\\d/\\d\\d/\\d{4}$`)),
    })
    expect((await broker.get(`${at}/versions`)).json).toEqual({
      _embedded: { pacts: [entry('2'), entry('1')] },
      _links: {
        self: { href: `${base}/versions`, title: `All versions of the pact between ${consumer} and ${provider}` },
        consumer: { href: `${broker.url}/pacticipants/${name}`, title: 'Consumer', name: consumer },
        provider: {
          href: `${broker.url}/pacticipants/${encodeURIComponent(provider)}`,
          title: 'Provider',
          name: provider,
        },
        'pact-versions': [link('2'), link('1')],
      },
    })
  })

  test('names the participant that is not known', async () => {
    const { at, consumer, provider } = newPair()
    for (const method of ['GET', 'DELETE']) {
      const reply = await broker.request(method, `${at}/versions`)
      expect([reply.status, reply.json]).toEqual([404, { error: `No consumer with name '${consumer}' found` }])
    }
    await broker.post('/pacticipants', { name: consumer })
    expect((await broker.get(`${at}/versions`)).json).toEqual({ error: `No provider with name '${provider}' found` })
    await broker.post('/pacticipants', { name: provider })
    expect((await broker.get(`${at}/versions`)).json._embedded.pacts).toEqual([])
    expect((await broker.del(`${at}/versions`)).status).toBe(204)
  })
})

describe('DELETE', () => {
  test('of a contract says where the others are, and makes the one before the newest', async () => {
    const { at, consumer, publish: published } = newPair()
    await published('1', { branch: 'main' })
    await published('2', { branch: 'main' })
    const reply = await broker.del(`${at}/version/2`)
    expect([reply.status, reply.json]).toEqual([
      200,
      {
        _links: {
          index: { href: broker.url },
          'pb:latest-pact-version': { href: `${broker.url}${at}/latest`, title: 'Latest pact' },
        },
      },
    ])
    for (const path of ['/latest', '/branch/main/latest']) {
      expect((await broker.get(at + path)).headers.get('x-pact-consumer-version')).toBe('1')
    }
    expect((await broker.get(`/pacticipants/${encodeURIComponent(consumer)}/versions/2`)).status).toBe(200)
    expect((await broker.del(`${at}/version/2`)).status).toBe(404)
    expect((await broker.del(`${at}/versions/1`)).json).toEqual({ _links: { index: { href: broker.url } } })
    expect((await broker.get(`${at}/latest`)).status).toBe(404)
  })

  test('of all contracts of a pair leaves those of other pairs', async () => {
    const { at, consumer, content, publish: published } = newPair()
    await published('1')
    await published('2')
    const other = `/pacts/provider/other/consumer/${encodeURIComponent(consumer)}`
    await broker.put(`${other}/version/1`, { ...content('one'), provider: { name: 'other' } })
    expect((await broker.del(`${at}/versions`)).status).toBe(204)
    expect((await broker.get(`${at}/versions`)).json._embedded.pacts).toEqual([])
    expect((await broker.get(`${at}/latest`)).status).toBe(404)
    expect((await broker.get(`${other}/latest`)).status).toBe(200)
    expect((await published('1')).status).toBe(200)
  })

  test('is 404 where there is no contract', async () => {
    expect((await broker.del(`${newPair().at}/version/1`)).status).toBe(404)
  })
})
