import { webhookEventNames } from '@tallystick/client/wire'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { describeApi } from '../../src/documentation/api-description.ts'
import { readRelations } from '../../src/documentation/relation-pages.routes.ts'
import { endpoints } from '../../src/endpoints.ts'
import { parameterNames } from '../../src/webhooks/template.ts'
import { type TestBroker, startTestBroker } from '../support/server.ts'

const subjects = readRelations()
const pages = subjects.flatMap((subject) => subject.pages)

let broker: TestBroker
beforeAll(async () => {
  broker = await startTestBroker()
})
afterAll(async () => broker.stop())

const browser = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' }

describe('GET /doc', () => {
  test('lists every relation, each linked to its page', async () => {
    const { status, headers, text } = await broker.get('/doc', browser)
    expect([status, headers.get('content-type')]).toEqual([200, 'text/html;charset=utf-8'])
    for (const { slugs } of pages) expect(text).toContain(`<a href="doc/${slugs[0]}">`)
  })

  test('is Markdown for a client that likes it better', async () => {
    const { headers, text } = await broker.get('/doc', { accept: 'text/markdown' })
    expect(headers.get('content-type')).toBe('text/markdown;charset=utf-8')
    expect(text).toContain('- [pb:pacticipants, pacticipants](pacticipants)')
  })
})

describe('GET /doc/{rel}', () => {
  test('says what a relation is, and what can be done where it leads', async () => {
    const { status, text } = await broker.get('/doc/pacticipants?context=index', browser)
    expect(status).toBe(200)
    expect(text).toContain('<h1 id="pb-pacticipants">pb:pacticipants</h1>')
    expect(text).toContain('<code>/pacticipants</code>')
    expect(text).toContain('<td><code>POST</code></td>')
  })

  test.each(['text/markdown', 'text/plain'])('is Markdown as %s', async (accept) => {
    const { headers, text } = await broker.get('/doc/pacticipants', { accept })
    expect(headers.get('content-type')).toBe(`${accept};charset=utf-8`)
    expect(text).toMatch(/^# pb:pacticipants\n/)
  })

  test('is found by the names that the representations of webhooks have', async () => {
    for (const rel of ['webhooks-create', 'create', 'webhooks-webhooks', 'webhooks', 'webhooks-execute']) {
      expect([rel, (await broker.get(`/doc/${rel}`, browser)).status]).toEqual([rel, 200])
    }
  })

  test('has the place that messages about webhooks point at', async () => {
    const { text } = await broker.get('/doc/webhooks', browser)
    expect(text).toContain('<h3 id="whitelist">')
  })

  test('explains every event and every template parameter of webhooks', async () => {
    const { text } = await broker.get('/doc/webhooks', { accept: 'text/markdown' })
    const missing = [...webhookEventNames, ...parameterNames.map((name) => `\${pactbroker.${name}}`)]
    expect(missing.filter((name) => !text.includes(`| \`${name}\` |`))).toEqual([])
  })

  test('runs nothing, and takes nothing from elsewhere', async () => {
    for (const path of ['/doc', '/doc/webhooks']) {
      const { headers, text } = await broker.get(path, browser)
      expect(headers.get('content-security-policy')).toContain("default-src 'none'")
      expect(headers.get('content-security-policy')).not.toContain('unsafe')
      expect(text).not.toMatch(/<script|<style| style=| on\w+=|(src|href)="https?:/)
    }
  })

  test('finds its style from wherever it is', async () => {
    for (const path of ['/doc', '/doc/', '/doc/self', '/doc/self/']) {
      const { text } = await broker.get(path, browser)
      const [, href = ''] = /<link rel="stylesheet" href="([^"]+)">/.exec(text) ?? []
      expect(new URL(href, broker.url + path).pathname).toBe('/doc/style.css')
    }
    const style = await broker.get('/doc/style.css', { accept: 'text/css,*/*;q=0.1' })
    expect([style.status, style.headers.get('content-type')]).toEqual([200, 'text/css;charset=utf-8'])
  })

  test.each(['nothing', '__proto__', '..%2F..%2Fpackage.json', 'webhooks-nothing'])('is 404 for %s', async (rel) => {
    const { status, json } = await broker.get(`/doc/${rel}`, browser)
    expect(status).toBe(404)
    expect(json.error).toContain('All of them are at /doc.')
  })
})

describe('the pages', () => {
  test('are one for each name', () => {
    const slugs = pages.flatMap((page) => [...new Set(page.slugs)])
    expect(slugs.filter((slug, index) => slugs.indexOf(slug) !== index)).toEqual([])
  })

  test('lead to addresses that there are', () => {
    const known = new Set(endpoints.map(({ path }) => path))
    const unknown = pages.flatMap(({ names, targets }) =>
      targets.filter((target) => !known.has(target)).map((target) => `${names[0]}: ${target}`),
    )
    expect(unknown).toEqual([])
  })

  test('link to pages that there are', () => {
    const slugs = new Set(pages.flatMap((page) => page.slugs))
    const texts = [...pages.map(({ text }) => text), ...subjects.map(({ introduction }) => introduction)]
    const links = texts.flatMap((text) => [...text.matchAll(/\]\(([^)#]+)/g)].map(([, href = '']) => href))
    expect(links.filter((href) => !slugs.has(href))).toEqual([])
  })
})

describe('the examples', () => {
  /** Properties may be left out of an example, but there is none that the API does not have. */
  function abridged(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(abridged)
    if (typeof value !== 'object' || value === null) return value
    const { required, ...rest } = value as Record<string, unknown>
    const object = Object.fromEntries(Object.entries(rest).map(([key, item]) => [key, abridged(item)]))
    const isSchema = object['type'] === 'object' && 'properties' in object
    if (!isSchema)
      return Array.isArray(required) ? object : { ...object, ...(required === undefined ? {} : { required }) }
    return { ...object, ...('additionalProperties' in object ? {} : { additionalProperties: false }) }
  }

  const document = abridged(describeApi(endpoints, 'test')) as { paths: Record<string, Record<string, unknown>> }
  const ajv = new Ajv2020({ strict: false, validateFormats: false, inlineRefs: false })
  ajv.addSchema(document, 'api')

  const templates = Object.keys(document.paths)
    .toSorted((a, b) => (a.replaceAll(/\{\w+\}/g, '~') < b.replaceAll(/\{\w+\}/g, '~') ? -1 : 1))
    .map((path) => [path, new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`)] as const)

  const escaped = (key: string) => encodeURIComponent(key.replaceAll('~', '~0').replaceAll('/', '~1'))

  function expectValid(value: unknown, keys: readonly string[]) {
    const validate = ajv.getSchema(`api#${keys.map((key) => `/${escaped(key)}`).join('')}`)
    expect(validate, keys.join(' ')).toBeDefined()
    void validate?.(value)
    expect(validate?.errors ?? [], JSON.stringify(value)).toEqual([])
  }

  const examples = pages.flatMap(({ names, text }) =>
    [...text.matchAll(/```http\n([^]*?)\n```\n\n```json\n([^]*?)\n```/g)].map(
      ([, asked = '', answered = '']) => [names[0], asked, answered] as const,
    ),
  )

  test('are some', () => {
    expect(examples.length).toBeGreaterThan(30)
  })

  test.each(examples)('of %s are what the API says', (_, asked, answered) => {
    const [head = '', body] = asked.split('\n\n')
    const [, method = '', target = '', type] = /^(\w+) (\S+)(?:\nContent-Type: (\S+))?$/.exec(head) ?? []
    const [path = ''] = templates.find(([, pattern]) => pattern.test(target.split('?')[0] ?? '')) ?? []
    const operation = document.paths[path]?.[method.toLowerCase()] as Record<string, Record<string, unknown>>
    expect(operation, head).toBeDefined()
    const place = ['paths', path, method.toLowerCase()]
    if (body !== undefined && type !== undefined) {
      expectValid(JSON.parse(body), [...place, 'requestBody', 'content', type, 'schema'])
    }
    const status = Object.keys(operation['responses'] ?? {}).find((one) => one.startsWith('2')) ?? ''
    expectValid(JSON.parse(answered), [...place, 'responses', status, 'content', 'application/hal+json', 'schema'])
  })

  const bodies = Object.entries(describeApi(endpoints, 'test').paths).flatMap(([path, methods]) =>
    Object.entries(methods as Record<string, { requestBody?: { content: Record<string, { example?: unknown }> } }>)
      .filter(([, { requestBody }]) => requestBody !== undefined)
      .map(([method, { requestBody }]) => [`${method.toUpperCase()} ${path}`, path, method, requestBody] as const),
  )

  test.each(bodies)('%s has one for its body, in documentation/examples.ts', (_, path, method, requestBody) => {
    for (const [type, { example }] of Object.entries(requestBody?.content ?? {})) {
      expect(example).toBeDefined()
      expectValid(example, ['paths', path, method, 'requestBody', 'content', type, 'schema'])
    }
  })
})

describe('the API explorer', () => {
  test('is a page with scripts and styles of its own', async () => {
    const page = await broker.get('/hal-browser/browser.html', browser)
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html;charset=utf-8'])
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self'")
    expect(page.headers.get('content-security-policy')).not.toContain('unsafe')
    expect(page.text).not.toMatch(/<style| style=| on\w+=|(src|href)="(https?:|\/)/)
    const files = [...page.text.matchAll(/(?:src|href)="([^"#]+\.(?:js|css))"/g)].map(([, file = '']) => file)
    expect(files).toEqual(['../doc/style.css', 'explorer.css', 'explorer.js'])
    for (const file of files) {
      const { pathname } = new URL(file, `${broker.url}/hal-browser/browser.html`)
      expect((await broker.get(pathname, { accept: '*/*' })).status).toBe(200)
    }
  })

  test('has every script that its scripts import', async () => {
    const seen = new Set(['explorer.js'])
    for (const name of seen) {
      const { status, headers, text } = await broker.get(`/hal-browser/${name}`, { accept: '*/*' })
      expect([name, status, headers.get('content-type')]).toEqual([name, 200, 'text/javascript;charset=utf-8'])
      for (const [, other = ''] of text.matchAll(/from '\.\/([^']+)'/g)) seen.add(other)
    }
    expect(seen.size).toBeGreaterThan(4)
  })

  test.each(['nothing.js', '..%2Fstyle.css', '%2Fetc%2Fpasswd', 'explorer.ts'])('does not have %s', async (file) => {
    expect((await broker.get(`/hal-browser/${file}`, { accept: '*/*' })).status).toBe(404)
  })

  test.each([
    ['/', 'hal-browser/browser.html#/'],
    ['/pacticipants?q=a%20b', 'hal-browser/browser.html#/pacticipants?q=a%20b'],
    ['/pacts/latest', '../hal-browser/browser.html#/pacts/latest'],
  ])('is where a browser is sent that asks for %s and could do with JSON', async (path, location) => {
    const { status, headers } = await broker.get(path, { accept: 'text/html, application/hal+json, */*' })
    expect([status, headers.get('location')]).toEqual([303, location])
  })

  test('is not in the way of a browser that says nothing of JSON, of other clients, and of pages', async () => {
    expect((await broker.get('/pacticipants', browser)).status).toBe(200)
    expect((await broker.get('/pacticipants', { accept: 'application/json, text/html' })).status).toBe(200)
    expect((await broker.get('/doc', { accept: 'text/html, application/json' })).status).toBe(200)
    const headers = { accept: 'text/html, application/json' }
    const written = await broker.request('POST', '/pacticipants', { body: { name: 'Written' }, headers })
    expect(written.status).toBe(201)
  })

  test('is not there when it is not wanted', async () => {
    const without = await startTestBroker({ config: { useHalBrowser: false } })
    expect((await without.get('/hal-browser/browser.html', browser)).status).toBe(404)
    expect((await without.get('/pacticipants', { accept: 'text/html, application/json' })).status).toBe(200)
    expect((await without.get('/doc', browser)).status).toBe(200)
    await without.stop()
  })

  test('can be opened without credentials, and shows nothing without them', async () => {
    const closed = await startTestBroker({ config: { token: 'secret' } })
    expect((await closed.get('/hal-browser/browser.html', browser)).status).toBe(200)
    for (const path of ['/pacticipants', '/openapi.json', '/doc'])
      expect((await closed.get(path, browser)).status).toBe(401)
    await closed.stop()
  })
})

describe('/test/error', () => {
  test.each(['GET', 'POST'])('%s fails, so that the monitoring can be checked', async (method) => {
    const { status, json } = await broker.request(method, '/test/error')
    expect(status).toBe(500)
    expect(json.error.reference).toMatch(/^[0-9A-F]+$/)
  })
})
