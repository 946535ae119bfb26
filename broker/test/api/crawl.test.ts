import { paths } from '@tallystick/client/wire'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readRelations } from '../../src/documentation/relation-pages.routes.ts'
import { endpoints } from '../../src/endpoints.ts'
import { type Crawl, crawl, templateOf } from '../support/crawler.ts'
import { fillCrawlWorld, isBuilt } from '../support/crawl-world.ts'
import { type TestBroker, startTestBroker } from '../support/server.ts'

/** The first contract of a pair has none before it. */
const mayLeadNowhere = ['pb:previous-distinct']

// The index, lists by pages, and what no link leads to, since clients know only what the Pact Broker has.
const seeds = [
  paths.index,
  `${paths.pacticipants}?page=2&size=1`,
  '/pacticipants/Shop/versions?page=2&size=1',
  paths.dashboard,
  paths.labels,
  paths.events,
  paths.deletions,
  paths.verificationRequests,
  paths.retention,
  paths.retentionRuns,
].filter((address) => isBuilt(templateOf(address)))

let broker: TestBroker
let found: Crawl
beforeAll(async () => {
  broker = await startTestBroker()
  found = await crawl(broker, await fillCrawlWorld(broker), seeds)
}, 120_000)
afterAll(async () => broker.stop())

test('no link is dead', () => {
  const dead = found.followed.filter((link) => link.status >= 300 && !mayLeadNowhere.includes(link.relation))
  expect(dead.map(({ from, relation, path, status }) => `${from} ${relation} → ${path} ${status}`)).toEqual([])
  expect(found.followed.length).toBeGreaterThan(500)
})

test('what may lead nowhere leads somewhere where it can', () => {
  for (const relation of mayLeadNowhere) {
    expect(found.followed.filter((link) => link.relation === relation && link.status === 200).length).toBeGreaterThan(0)
  }
})

test('links lead to the broker, and say whether they are to be filled in', () => {
  expect(found.malformed).toEqual([])
})

test('each relation has a page', () => {
  const names = new Set(readRelations().flatMap(({ pages }) => pages.flatMap((page) => page.names)))
  const relations = [...new Set(found.followed.map(({ relation }) => relation))]
  expect(relations.filter((relation) => !names.has(relation as 'self'))).toEqual([])
})

test('the prefix of each relation leads to its page', () => {
  expect([...found.explained].filter(([, status]) => status !== 200)).toEqual([])
  expect(found.explained.size).toBeGreaterThan(40)
})

test('the relations are as they were: what is added or taken away shows in golden/relations.txt', async () => {
  const byResource = Map.groupBy(found.followed, ({ from }) => from)
  const resources = [...byResource.keys()]
    .toSorted((a, b) => (a < b ? -1 : 1))
    .map((from) => {
      const lines = (byResource.get(from) ?? []).map(({ relation, to }) => `  ${relation} → ${to}`)
      return [from, ...new Set(lines.toSorted((a, b) => (a < b ? -1 : 1)))].join('\n')
    })
  const reached = new Set(['/', ...found.followed.filter(({ from, to }) => from !== to).map(({ to }) => to)])
  const unlinked = endpoints.map(({ path }) => path).filter((path) => !reached.has(path))
  const others = ['# No link leads to', ...new Set(unlinked.toSorted((a, b) => (a < b ? -1 : 1)))].join('\n')
  await expect(`${[...resources, others].join('\n\n')}\n`).toMatchFileSnapshot('../golden/relations.txt')
})
