import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { descriptionsIn, pactBetween, publish, request } from '../support/publications.ts'
import { type TestBroker, startTestBroker } from '../support/server.ts'

let broker: TestBroker
let now = new Date()
const AT = '/pacts/provider/PA/consumer/CA'

async function published(version: string, ...says: readonly string[]): Promise<string> {
  const contract = pactBetween(
    'CA',
    'PA',
    says.map((text) => request(text)),
  )
  expect((await publish(broker, version, { contracts: { PA: contract } })).status).toBe(200)
  const { json } = await broker.get(`${AT}/version/${version}`)
  return json._links['pb:pact-version'].name
}

const shas: Record<string, string> = {}

beforeAll(async () => {
  broker = await startTestBroker({ clock: () => now })
  shas['one'] = await published('1', 'one')
  shas['two'] = await published('2', 'one', 'two')
  await published('3', 'one', 'two')
  await published('4', 'one', 'two')
  shas['three'] = await published('5', 'three')
  await published('6', 'one')
})

afterAll(() => broker.stop())

async function text(path: string): Promise<string> {
  const reply = await broker.get(path, { accept: 'text/plain' })
  expect([reply.status, reply.headers.get('content-type')]).toEqual([200, 'text/plain;charset=utf-8'])
  return reply.text
}

const changed = (diff: string) => diff.split('\n').filter((line) => /^[-+](?!--|\+\+)/.test(line))

describe('GET …/previous-distinct', () => {
  test.each([
    ['2', '1', ['one']],
    ['4', '1', ['one']],
    ['5', '4', ['one', 'two']],
    ['6', '5', ['three']],
  ])('of version %s is the contract of version %s', async (version, previous, says) => {
    const reply = await broker.get(`${AT}/version/${version}/previous-distinct`)
    expect(reply.status).toBe(200)
    expect(descriptionsIn(reply)).toEqual(says)
    expect(reply.json._links.self.href).toBe(`${broker.url}${AT}/version/${previous}`)
  })

  test('is 404 where everything before says the same, and for what is not known', async () => {
    for (const path of ['1', '99'].map((version) => `${AT}/version/${version}/previous-distinct`)) {
      const reply = await broker.get(path)
      expect([reply.status, reply.json.error]).toEqual([404, 'The requested document was not found on this server.'])
    }
  })
})

describe('GET …/diff/previous-distinct', () => {
  test('names both versions and when it changed, shows a unified diff, and links to both', async () => {
    const { rows } = { rows: await broker.db.selectFrom('contracts').select('updated_at').orderBy('id').execute() }
    const publishedAt = rows[1]?.updated_at ?? new Date()
    now = new Date(publishedAt.getTime() + 3 * 3600 * 1000)
    const at = `${broker.url}${AT}`
    expect(await text(`${AT}/version/4/diff/previous-distinct`))
      .toBe(`# Diff between versions 1 and 4 of the pact between CA and PA

The change was published with version 2, 3 hours ago (${publishedAt.toUTCString()}).

--- version 1
+++ version 4
@@ -12,6 +12,16 @@ "two"
       "response": {
         "status": 200
       }
+    },
+    {
+      "description": "two",
+      "request": {
+        "method": "GET",
+        "path": "/two"
+      },
+      "response": {
+        "status": 200
+      }
     }
   ],
   "metadata": {

## Links

pact-version:
  title: Pact
  name: "Pact between CA (4) and PA"
  href: ${at}/version/4
comparison-pact-version:
  title: Pact
  name: "Pact between CA (1) and PA"
  href: ${at}/version/1
`)
  })

  test('says so where there is nothing to compare with', async () => {
    expect(await text(`${AT}/version/1/diff/previous-distinct`)).toBe(
      'No previous distinct version was found for Pact between CA (1) and PA',
    )
  })

  test('is 404 for a version without a contract', async () => {
    expect((await broker.get(`${AT}/version/99/diff/previous-distinct`, { accept: 'text/plain' })).status).toBe(404)
  })

  test('is shown to browsers, and refused to who takes nothing but JSON, with a sentence', async () => {
    const path = `${AT}/version/2/diff/previous-distinct`
    expect((await broker.get(path, { accept: 'text/html' })).headers.get('content-type')).toContain('text/plain')
    const reply = await broker.get(path, { accept: 'application/json' })
    expect([reply.status, reply.json.error]).toEqual([406, 'This resource is available as text/plain'])
  })
})

describe('GET …/diff/version/{version}', () => {
  test('really compares the two', async () => {
    const diff = await text(`${AT}/version/5/diff/version/1`)
    expect(diff).toMatch(/^# Diff between versions 1 and 5 of the pact between CA and PA\n/)
    expect(diff).toContain('The change was published with version 5,')
    expect(changed(diff)).toEqual([
      '-      "description": "one",',
      '+      "description": "three",',
      '-        "path": "/one"',
      '+        "path": "/three"',
    ])
  })

  test('compares with a newer version too, which is the first then', async () => {
    const diff = await text(`${AT}/version/1/diff/version/4`)
    expect(diff).toMatch(/^# Diff between versions 4 and 1 /)
    expect(diff).toContain('The change was published with version 2,')
    expect(changed(diff).every((line) => line.startsWith('-'))).toBe(true)
  })

  test('says that there is no difference', async () => {
    const diff = await text(`${AT}/version/4/diff/version/2`)
    expect(diff).toContain('\n\nThere is no difference: both say the same.\n\n')
    expect(diff).not.toContain('The change was published')
  })

  test.each(['/version/99/diff/version/1', '/version/1/diff/version/99'])('is 404 for %s', async (path) => {
    expect((await broker.get(`${AT}${path}`, { accept: 'text/plain' })).status).toBe(404)
  })
})

describe('GET …/pact-version/{sha}/diff/pact-version/{sha}', () => {
  test('compares two contents, by the newest versions that have them', async () => {
    const diff = await text(`${AT}/pact-version/${shas['three']}/diff/pact-version/${shas['two']}`)
    expect(diff).toMatch(/^# Diff between versions 4 and 5 /)
    expect(diff).toContain('The change was published with version 5,')
  })

  test('is what the link of a contract leads to', async () => {
    const { href } = (await broker.get(`${AT}/version/6`)).json._links['pb:diff']
    expect(await text(href.replace('{pactVersion}', shas['three']))).toMatch(/^# Diff between versions 5 and 6 /)
    expect((await broker.get(href.replace('{pactVersion}', '0'.repeat(40)), { accept: 'text/plain' })).status).toBe(404)
  })
})
