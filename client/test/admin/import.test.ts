// Everything is taken over from one broker into another, as it is there and as it was.

import { once } from 'node:events'
import { type IncomingHttpHeaders, createServer } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Place, factsOf, run, startPlace, startSource } from './world.ts'

let [source, target]: Place[] = []
const urlOf = (place: Place | undefined) => place?.server.url ?? ''
const importing = (...more: readonly string[]) =>
  run(['admin', 'import', '--from', urlOf(source), '--broker-base-url', urlOf(target), ...more])
const countsIn = (text: string): Readonly<Record<string, object>> => JSON.parse(text).counts

beforeAll(async () => {
  source = await startSource()
  target = await startPlace()
})
afterAll(async () => {
  await source?.server.stop()
  await target?.server.stop()
})

const all = {
  teams: 0,
  environments: 1,
  applications: 2,
  versions: 6,
  contracts: 4,
  results: 4,
  deployments: 3,
  releases: 2,
  overrides: 0,
  webhooks: 1,
}
const each = (how: 'taken' | 'present', counts: Readonly<Record<string, number>>) =>
  Object.fromEntries(
    Object.entries(counts).map(([thing, count]) => [thing, { taken: 0, present: 0, refused: 0, [how]: count }]),
  )

describe('tally admin import', () => {
  test('says before what would be taken over, and changes nothing', async () => {
    const { code, text } = await importing('--dry-run', '--output', 'json')
    expect(code).toBe(0)
    expect(JSON.parse(text)).toMatchObject({ dryRun: true, complete: true, notTaken: [] })
    expect(countsIn(text)).toEqual(each('taken', all))
    expect(await target?.broker.listPacticipants()).toEqual([])
    expect(await target?.broker.listEnvironments()).toEqual([])
  })

  test('takes everything over', async () => {
    const { code, text, progress } = await importing()
    expect(code).toBe(0)
    expect(text).toContain(`${urlOf(source)} is in ${urlOf(target)}.`)
    expect(text).toMatch(/^versions +6 +0 +0$/m)
    expect(progress.some((line) => /^█*░* +\d+ % Versions of 2 applications: \d+, Web Shop/.test(line))).toBe(true)
  })

  test('gives the same answers as the other broker', async () => {
    if (!source || !target) throw new Error('they are not started')
    expect(await factsOf(target)).toEqual(await factsOf(source))
  })

  test('takes webhooks without secrets, and says what is to be set', async () => {
    const { text } = await importing('--dry-run')
    expect(text).not.toContain('To do')
    const [webhook] = (await target?.broker.listWebhooks()) ?? []
    expect(webhook).toMatchObject({ description: 'Build', enabled: false, provider: { name: 'Stock' } })
    expect(webhook?.request).toEqual({
      method: 'POST',
      url: 'https://ci.example.org/stock',
      headers: { 'x-team': 'a' },
      username: 'bob',
    })
  })

  test('sends nothing again that is there already', async () => {
    const { code, text } = await importing('--output', 'json')
    expect(code).toBe(0)
    expect(countsIn(text)).toEqual(each('present', { ...all, deployments: 2, releases: 1 }))
  })

  test('brings what came since', async () => {
    await source?.broker.publishContracts({
      pacticipant: 'Web Shop',
      version: '5',
      branch: 'main',
      contracts: [{ provider: 'Stock', content: { consumer: { name: 'Web Shop' }, interactions: [] } }],
    })
    await source?.broker.tagVersion({ pacticipant: 'Web Shop', version: '4', tag: 'late' })
    await source?.broker.recordDeployment({ pacticipant: 'Web Shop', version: '5', environment: 'production' })
    await source?.broker.recordUndeployment({ pacticipant: 'Stock', environment: 'production' })
    const { code, text } = await importing('--output', 'json')
    expect(code).toBe(0)
    expect(countsIn(text)).toMatchObject({
      versions: { taken: 2, present: 5, refused: 0 },
      contracts: { taken: 1, present: 4, refused: 0 },
    })
    if (!source || !target) throw new Error('they are not started')
    expect(await factsOf(target)).toEqual(await factsOf(source))
  })

  test('tells no broker what is meant for the other one', async () => {
    const heard: IncomingHttpHeaders[] = []
    const old = createServer((request, response) => {
      heard.push(request.headers)
      response.writeHead(401).end()
    })
    await once(old.listen(0, '127.0.0.1'), 'listening')
    const address = old.address()
    const port = typeof address === 'object' ? address?.port : 0
    const own = ['--broker-token', 'secret-of-the-new', '--custom-header', 'X-Secret: of the new']
    const others = ['--from-token', 'of-the-old', '--from-header', 'X-Old: yes']
    const from = ['admin', 'import', '--from', `http://127.0.0.1:${port}`, '--broker-base-url', urlOf(target)]
    expect((await run([...from, ...own, ...others])).code).toBe(1)
    expect(heard[0]).toMatchObject({ authorization: 'Bearer of-the-old', 'x-old': 'yes' })
    expect(JSON.stringify(heard)).not.toMatch(/of.the.new/)
    await once(old.close(), 'close')
  })

  test('says what is wrong before anything is asked', async () => {
    const usage = [
      ['admin', 'import'],
      ['admin', 'import', 'archive.jsonl', '--from', urlOf(source)],
      ['admin', 'import', '--from', urlOf(source), '--broker-base-url', urlOf(source)],
      ['admin', 'import', '--from', 'nowhere', '--broker-base-url', urlOf(target)],
      ['admin', 'import', 'not-there.jsonl'],
      ['admin', 'import', '--from', urlOf(source), '--from-token', 'a', '--from-username', 'b'],
    ]
    for (const args of usage) expect([args, (await run(args)).code]).toEqual([args, 2])
    const away = ['admin', 'import', '--from', 'http://127.0.0.1:9', '--broker-base-url', urlOf(target)]
    expect(await run(away)).toMatchObject({ code: 3, text: expect.stringContaining('It could not go on: ') })
  })
})
