import { contract, extendedContract } from '@tallystick/client/wire'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { pact, pactBetween, pactPath, publish, request } from '../support/publications.ts'
import { type TestBroker, startTestBroker } from '../support/server.ts'

const EXTENDED = 'application/vnd.pactbrokerextended.v1+json'
// As a program that wants a page asks for it: browsers that open the address get the web page.
const BROWSER = 'text/html,*/*;q=0.8'

let broker: TestBroker

beforeAll(async () => {
  broker = await startTestBroker({ config: { checkForPotentialDuplicatePacticipantNames: false } })
  await publish(broker, '1', { contracts: { PA: pact([request('one')]) }, tags: ['prod', 'dev'] })
  await publish(broker, '2', { contracts: { PA: pact([request('two')]) }, tags: ['dev', 'new'] })
})

afterAll(() => broker.stop())

const asked = (path: string, accept: string) => broker.get(path, { accept })

describe('the extended form of a contract', () => {
  test('has the contract by itself, and the tags of which it is the newest', async () => {
    const reply = await asked(pactPath('2'), EXTENDED)
    expect(reply.headers.get('content-type')).toBe(`${EXTENDED};charset=utf-8`)
    expect(extendedContract.strict().safeParse(reply.json).error).toBeUndefined()
    const plain = (await broker.get(pactPath('2'))).json
    const tag = (name: string) => ({
      name,
      latest: true,
      _links: {
        self: { title: 'Tag', name, href: `${broker.url}/pacticipants/CA/versions/2/tags/${name}` },
        'pb:latest-pact': {
          name: `The latest pact with the tag ${name}`,
          href: `${broker.url}/pacts/provider/PA/consumer/CA/latest/${name}`,
        },
      },
    })
    expect(reply.json).toEqual({
      createdAt: plain.createdAt,
      contract: pact([{ _id: expect.any(String), ...request('two') }]),
      _embedded: { tags: [tag('dev'), tag('new')] },
      _links: plain._links,
    })
    expect(Object.keys(reply.json)).toEqual(['createdAt', 'contract', '_embedded', '_links'])
  })

  test('does not count a tag that a newer contract has', async () => {
    const tagsOf = (reply: { json: { _embedded: { tags: { name: string }[] } } }) =>
      reply.json._embedded.tags.map(({ name }) => name)
    expect(tagsOf(await asked(pactPath('1'), EXTENDED))).toEqual(['prod'])
    expect(tagsOf(await asked('/pacts/provider/PA/consumer/CA/latest/prod', EXTENDED))).toEqual(['prod'])
  })

  test('keeps the contract to the letter', async () => {
    const text = '{"z":1.0,"a":"\\u00e9","interactions":[]}'
    await broker.request('PUT', '/pacts/provider/PE/consumer/CE/version/1', { body: text })
    const reply = await asked('/pacts/provider/PE/consumer/CE/version/1', EXTENDED)
    expect(reply.text).toContain(`"contract":${text},"_embedded":{"tags":[]}`)
  })
})

describe('the older addresses', () => {
  test('of a contract take, show, merge and delete it', async () => {
    const at = '/pact/provider/PO/consumer/CO/version/1'
    const content = (...texts: string[]) =>
      pactBetween(
        'CO',
        'PO',
        texts.map((text) => request(text)),
      )
    expect((await broker.put(at, content('one'))).status).toBe(201)
    expect((await broker.put(at, content('other'))).status).toBe(409)
    expect((await broker.request('PATCH', at, { body: content('two') })).status).toBe(200)
    const shown = await broker.get(at)
    expect(contract.safeParse(shown.json).error).toBeUndefined()
    expect(shown.json.interactions).toHaveLength(2)
    expect(shown.json._links.self.href).toBe(`${broker.url}/pacts/provider/PO/consumer/CO/version/1`)
    const latest = await broker.get('/pact/provider/PO/consumer/CO/latest')
    expect([latest.status, latest.headers.get('x-pact-consumer-version')]).toEqual([200, '1'])
    expect((await broker.del(at)).json).toEqual({ _links: { index: { href: broker.url } } })
    expect((await broker.get(at)).status).toBe(404)
    expect((await broker.get('/pact/provider/PO/consumer/CO/latest')).status).toBe(404)
  })
})

describe('the links of a contract', () => {
  test('lead somewhere, each of them, where there is what they name', async () => {
    const at = '/pacts/provider/PL/consumer/CL'
    const contracts = (says: string) => ({ PL: pactBetween('CL', 'PL', [request(says)]) })
    await publish(broker, '1', { consumer: 'CL', contracts: contracts('one') })
    await publish(broker, '2', { consumer: 'CL', contracts: contracts('two'), tags: ['prod'] })
    const { _links: links } = (await broker.get(`${at}/version/2`)).json
    const result = { success: true, providerApplicationVersion: '1' }
    expect((await broker.post(links['pb:publish-verification-results'].href, result)).status).toBe(201)
    // These take what is sent to them, and webhooks are another resource's.
    const { curies, 'pb:publish-verification-results': _, ...readable } = links
    const values: Record<string, string> = { tag: 'prod', pactVersion: links['pb:pact-version'].name }
    for (const [relation, { href }] of Object.entries<{ href: string }>(readable)) {
      if (relation.includes('webhooks')) continue
      const reply = await asked(
        href.replaceAll(/\{(\w+)\}/g, (_name, name: string) => values[name] ?? ''),
        '*/*',
      )
      expect([relation, reply.status]).toEqual([relation, 200])
    }
    expect(curies).toHaveLength(1)
  })
})

/** Fails for markup in which an element is not closed, or closed twice. */
function expectWellFormed(html: string): void {
  const open: string[] = []
  for (const [, isEnd, name = '', isEmpty] of html.matchAll(/<(\/)?([a-z]\w*)(?:\s[^<>]*?)?(\/)?>/g)) {
    if (isEnd) expect(open.pop()).toBe(name)
    else if (!isEmpty) open.push(name)
  }
  expect(open).toEqual([])
  expect(html.replace('<!DOCTYPE html>', '').replaceAll(/<\/?[a-z]\w*(?:\s+[a-z-]+="[^"<>]*")*\/?>/g, '')).not.toMatch(
    /[<>]/,
  )
}

describe('the page of a contract', () => {
  const page = async (path: string) => {
    const reply = await asked(path, BROWSER)
    expect([reply.status, reply.headers.get('content-type')]).toEqual([200, 'text/html;charset=utf-8'])
    expectWellFormed(reply.text)
    return reply.text
  }

  test('shows browsers each interaction with its states, request and response', async () => {
    const interaction = {
      description: 'a request for orders',
      providerStates: [{ name: 'there are orders', params: { count: 3 } }, { name: 'it is night' }],
      request: { method: 'get', path: '/orders', query: { page: ['2'] } },
      response: { status: 200, headers: { 'Content-Type': 'application/json' }, body: { total: 1.0 } },
    }
    await broker.put('/pacts/provider/PH/consumer/CH/version/1', pactBetween('CH', 'PH', [interaction]))
    const html = await page('/pacts/provider/PH/consumer/CH/version/1')
    expect(html).toContain('<h1>Pact between CH (1) and PH</h1>')
    expect(html).toContain('<h2>Interactions (1)</h2>')
    expect(html).toContain('<h3>a request for orders</h3>\n<p><code>GET /orders</code></p>')
    expect(html).toContain('<ul><li>there are orders <code>{&quot;count&quot;:3}</code></li><li>it is night</li></ul>')
    expect(html).toMatch(/<h4>Request<\/h4>\n<pre>\{\n {2}&quot;method&quot;: &quot;get&quot;,/)
    expect(html).toMatch(/<h4>Response<\/h4>\n<pre>\{\n {2}&quot;status&quot;: 200,/)
    expect(html).toContain('<dt>Pact specification</dt><dd>2.0.0</dd>')
  })

  test('links to the contract as JSON, which browsers get there', async () => {
    const [, href = ''] = /<a href="([^"]+)">As JSON<\/a>/.exec(await page(pactPath('1'))) ?? []
    const reply = await asked(href, BROWSER)
    expect(reply.headers.get('content-type')).toContain('json')
    expect(reply.json.interactions).toHaveLength(1)
  })

  test('has no link that leads nowhere', async () => {
    const html = await page(pactPath('2'))
    for (const [, href = ''] of html.matchAll(/href="([^"]+)"/g)) {
      const { status } = await asked(href, BROWSER)
      expect([href, status]).toEqual([href, 200])
    }
  })

  test('shows what others wrote as text, and lets nothing of it run', async () => {
    const evil = `<script>alert("1")</script>'"&\u0000\ud800`
    const content = pactBetween('CX', 'PX', [
      { description: evil, providerState: evil, [evil]: evil, request: { method: evil, path: evil, body: evil } },
      'not an object',
    ])
    await broker.put('/pacts/provider/PX/consumer/CX/version/%3Cb%3E1', content)
    const reply = await asked('/pacts/provider/PX/consumer/CX/version/%3Cb%3E1', BROWSER)
    expectWellFormed(reply.text)
    expect(reply.text).not.toMatch(/<script|<b>/)
    expect(reply.text).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&#39;&quot;&amp;\ufffd\ufffd')
    expect(reply.headers.get('content-security-policy')).toContain("default-src 'none'")
  })

  test('shows messages, and documents that have no interactions', async () => {
    const message = { description: 'an order was placed', contents: { id: 1 }, metaData: { topic: 'orders' } }
    await broker.put('/pacts/provider/PM/consumer/CM/version/1', { messages: [message] })
    expect(await page('/pacts/provider/PM/consumer/CM/version/1')).toContain(
      '<h3>an order was placed</h3>\n<h4>Contents',
    )
    await broker.put('/pacts/provider/PM/consumer/CM/version/2', { anything: { else: [] } })
    expect(await page('/pacts/provider/PM/consumer/CM/version/2')).toContain(
      '<h2>Document</h2>\n<pre>{\n  &quot;anything&quot;: {\n    &quot;else&quot;: []\n  }\n}</pre>',
    )
    await broker.put('/pacts/provider/PM/consumer/CM/version/3', {})
    expect(await page('/pacts/provider/PM/consumer/CM/version/3')).toContain('<pre>{}</pre>')
  })

  test('is also what latest, and the address of the content, show', async () => {
    expect(await page('/pacts/provider/PA/consumer/CA/latest')).toContain('Pact between CA (2) and PA')
    const { href } = (await broker.get(pactPath('1'))).json._links['pb:pact-version']
    expect(await page(href.replace(broker.url, ''))).toContain('Pact between CA (1) and PA')
  })

  test.each([
    ['*/*', 'application/hal+json'],
    ['application/json, text/html', 'application/json'],
    ['application/hal+json, text/html;q=0.9', 'application/hal+json'],
    ['text/html;q=0.5, application/json;q=0.4', 'text/html'],
  ])('is not what a client gets that prefers JSON: %s is answered as %s', async (accept, mediaType) => {
    expect((await asked(pactPath('1'), accept)).headers.get('content-type')).toBe(`${mediaType};charset=utf-8`)
  })
})
