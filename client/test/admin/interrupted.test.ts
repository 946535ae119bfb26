// A take-over that breaks in the middle goes on where it was, and what is refused is named.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { brokerTarget } from '../../src/admin/broker-target.ts'
import type { Target } from '../../src/admin/archive.ts'
import { takeOver } from '../../src/admin/take-over.ts'
import { createTransport } from '../../src/broker/transport.ts'
import { BrokerCallError } from '../../src/index.ts'
import { type Place, factsOf, startPlace, startSource } from './world.ts'

let [source, target]: Place[] = []
beforeAll(async () => {
  source = await startSource()
  target = await startPlace()
})
afterAll(async () => {
  await source?.server.stop()
  await target?.server.stop()
})

function begin(options: { readonly target: (real: Target) => Target; readonly signal?: AbortSignal }) {
  const [from, there] = [source, target].map((place) =>
    createTransport({ baseUrl: place?.server.url ?? '', retries: 0 }),
  )
  if (!from || !there) throw new Error('they are not started')
  const { signal = new AbortController().signal } = options
  const own = { source: from, there, concurrency: 2, signal, withHistory: true, onProgress: () => {} }
  return takeOver({ ...own, target: options.target(brokerTarget(there, from.baseUrl)) })
}

/** Tells of each request that puts something there; the broker is away when that throws. */
const watched =
  (onPut: (count: number) => void) =>
  (real: Target): Target => {
    let count = 0
    return {
      name: real.name,
      put(records) {
        onPut((count += 1))
        return real.put(records)
      },
    }
  }

test('a broker that goes away in the middle leaves what was taken', async () => {
  const away = (count: number) => {
    if (count > 5) throw new BrokerCallError('The broker cannot be reached', { failure: 'unreachable' })
  }
  const taken = await begin({ target: watched(away) })
  expect(taken).toMatchObject({ isStopped: false, failure: { failure: 'unreachable' } })
  const there = (await target?.broker.listVersions('Web Shop')) ?? []
  expect(there.length).toBeLessThan(4)
})

test('Ctrl-C ends what is under way, and begins nothing', async () => {
  const controller = new AbortController()
  let puts = 0
  const stop = (count: number) => {
    puts = count
    if (count === 3) controller.abort()
  }
  const taken = await begin({ target: watched(stop), signal: controller.signal })
  expect(taken).toMatchObject({ isStopped: true, failure: undefined, notTaken: [] })
  expect(puts).toBeLessThanOrEqual(4)
})

test('the next run takes the rest', async () => {
  const taken = await begin({ target: (real) => real })
  expect(taken).toMatchObject({ isStopped: false, failure: undefined, notTaken: [] })
  if (!source || !target) throw new Error('they are not started')
  expect(await factsOf(target)).toEqual(await factsOf(source))
})

test('what is refused is named with the reason, and all else is taken', async () => {
  const changed = { consumer: { name: 'Web Shop' }, provider: { name: 'Stock' }, interactions: [{ description: 'x' }] }
  const contracts = (content: object) => ({
    pacticipant: 'Till',
    version: '1',
    branch: 'main',
    contracts: [{ provider: 'Stock', content: { ...content, consumer: { name: 'Till' } } }],
  })
  await source?.broker.publishContracts(contracts({ ...changed, interactions: [] }))
  await source?.broker.tagVersion({ pacticipant: 'Till', version: '1', tag: 'new' })
  await target?.broker.publishContracts(contracts(changed))
  await target?.broker.createVersion({ pacticipant: 'Till', version: '2' })
  await source?.broker.createVersion({ pacticipant: 'Till', version: '3' })
  const taken = await begin({ target: (real) => real })
  expect(taken.counts.versions).toMatchObject({ taken: 2, refused: 0 })
  expect(taken.remarks).toEqual([
    expect.stringContaining('has 1 versions of Till that were not taken over. What is taken over now counts as newer.'),
  ])
})
