import { paths } from '@tallystick/client/wire'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { endpoints } from '../../src/endpoints.ts'
import { type TestBroker, startTestBroker } from '../support/server.ts'

let broker: TestBroker
beforeAll(async () => {
  broker = await startTestBroker({ config: { bodyLimit: 200_000 } })
  const content = Buffer.from(
    JSON.stringify({ consumer: { name: 'Foo' }, provider: { name: 'Bar' }, interactions: [] }),
  )
  await broker.post('/contracts/publish', {
    pacticipantName: 'Foo',
    pacticipantVersionNumber: '1',
    branch: 'main',
    tags: ['dev'],
    contracts: [
      {
        consumerName: 'Foo',
        providerName: 'Bar',
        specification: 'pact',
        contentType: 'application/json',
        content: content.toString('base64'),
      },
    ],
  })
})
afterAll(async () => broker.stop())

const known: Readonly<Record<string, string>> = {
  pacticipant: 'Foo',
  consumer: 'Foo',
  provider: 'Bar',
  version: '1',
  branch: 'main',
  tag: 'dev',
}
const odd = [
  'Nobody',
  '00000000-0000-0000-0000-000000000000',
  '9'.repeat(30),
  '-1',
  'é☕/?#%&=',
  "';--",
  'x'.repeat(5000),
]

/** The path with what exists, and with each odd value in place of each parameter. */
function pathsOf(template: string): readonly string[] {
  const names = [...template.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '')
  const fill = (values: Readonly<Record<string, string>>) =>
    template.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values[name] ?? 'x'))
  return [fill(known), ...names.flatMap((name) => odd.map((value) => fill({ ...known, [name]: value })))]
}

const bodies: readonly (readonly [type: string, body: string | Buffer])[] = [
  ['', ''],
  ['text/plain', 'x'],
  ['application/json', ''],
  ['application/json', '{'],
  ['application/json', 'null'],
  ['application/json', '[]'],
  ['application/json', '[1]'],
  ['application/json', '"x"'],
  ['application/json', '{"name":null,"contracts":[null],"consumerVersionSelectors":[null],"tags":[[]],"success":"x"}'],
  ['application/json', '{"name":{"a":1},"contracts":[],"consumerVersionSelectors":{},"tags":"x","success":1}'],
  ['application/json', '{"name":"a\\u0000b","pacticipantName":"\\u0000","branch":"\\ud800","uuid":1}'],
  ['application/json', `{"name":"${'x'.repeat(100_000)}"}`],
  ['application/json', Buffer.from([0x22, 0xc3, 0x28, 0x22])],
  ['application/json', `${'{"a":'.repeat(150)}1${'}'.repeat(150)}`],
  ['application/merge-patch+json', '[]'],
  ['application/merge-patch+json', '{"currentlyDeployed":"x","currentlySupported":[]}'],
]

const queries = [
  '?page=0',
  '?page=x&size=-1',
  '?size=99999999999999999999',
  '?q[]=1&q[][pacticipant]=Foo',
  '?q[0][pacticipant]=Foo&q[0][version]=1',
  '?q[][pacticipant][x]=1&latestby=zzz&limit=x&days=-1',
  '?pacticipant=Foo&version=1&environment=nowhere&to=%00&mainBranch=maybe',
  '?name[]=x&tag=%F0%9F%98%80&pageNumber=1e9',
  '?%5B%5D=&=&&',
]

// One address fails on purpose.
const notOnPurpose = endpoints.filter(({ path }) => path !== paths.testError)
const addresses = Object.entries(Object.groupBy(notOnPurpose, ({ path }) => path))

test.each(addresses)('%s never fails for what it is sent', async (path, methods = []) => {
  const requests = methods.flatMap(({ method, body }) => {
    const plain = pathsOf(path).map((each) => ({ method, path: each, type: '', body: '' }))
    const [first = path] = pathsOf(path)
    if (body) return [...plain, ...bodies.map(([type, sent]) => ({ method, path: first, type, body: sent }))]
    return method === 'GET'
      ? [...plain, ...queries.map((query) => ({ method, path: first + query, type: '', body: '' }))]
      : plain
  })
  // What deletes comes last, so that there is something to be asked for.
  for (const request of requests.toSorted((a, b) => Number(a.method === 'DELETE') - Number(b.method === 'DELETE'))) {
    const { method, path: target, type, body } = request
    if (method === 'DELETE' && target === pathsOf(path)[0]) continue
    const sent = body.length > 0 ? { body } : {}
    const reply = await broker.request(method, target, { ...sent, headers: { 'content-type': type } })
    expect(reply.status, `${method} ${target.slice(0, 200)} ${type} ${body.toString().slice(0, 100)}`).toBeLessThan(500)
    const saysWhy = reply.status < 400 || typeof reply.json === 'object'
    expect(saysWhy, `${method} ${target.slice(0, 200)} answers ${reply.text}`).toBe(true)
  }
})
