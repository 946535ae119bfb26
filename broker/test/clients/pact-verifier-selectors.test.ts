import { afterAll, beforeAll, expect, test } from 'vitest'
import { type VerifierWorld, startVerifierWorld } from '../support/real-verifier.ts'

let world: VerifierWorld

// What each version of the blog asks of the comments says why it would be selected.
const versions = [
  ['1', '/deployed', 'old'],
  ['2', '/released', 'old'],
  ['3', '/tagged', 'old'],
  ['4', '/main', 'main'],
  ['5', '/feature', 'feat/a'],
  ['6', '/latest', 'old'],
] as const

beforeAll(async () => {
  world = await startVerifierWorld()
  for (const [version, path, branch] of versions) {
    await world.publish(await world.contract({ consumer: 'blog', provider: 'comments' }, path), version, branch)
  }
  await world.publish(await world.contract({ consumer: 'forum', provider: 'comments' }, '/forum'), '1')
  world.provider.answer(
    Object.fromEntries(['/forum', ...versions.map(([, path]) => path)].map((path) => [path, { id: 1 }])),
  )

  for (const name of ['test', 'production']) await world.pactBroker('create-environment', '--name', name)
  await world.pactBroker('record-deployment', '-a', 'blog', '-e', '1', '--environment', 'test')
  await world.pactBroker('record-release', '-a', 'blog', '-e', '2', '--environment', 'production')
  await world.pactBroker('create-version-tag', '-a', 'blog', '-e', '3', '-t', 'rc')
})

afterAll(() => world.stop())

test.each([
  [[{ mainBranch: true }], ['/forum', '/main']],
  [[{ mainBranch: true, consumer: 'blog' }], ['/main']],
  [[{ deployed: true }], ['/deployed']],
  [[{ released: true }], ['/released']],
  [[{ deployedOrReleased: true }], ['/deployed', '/released']],
  [[{ environment: 'test' }], ['/deployed']],
  [[{ tag: 'rc', latest: true }], ['/tagged']],
  [[{ latest: true }], ['/forum', '/latest']],
  [[{ branch: 'feat/a' }], ['/feature']],
  [[{ branch: 'feat/b', fallbackBranch: 'main' }], ['/forum', '/main']],
  [[{ branch: 'feat/a', fallbackBranch: 'main' }], ['/feature', '/forum']],
  [[{ matchingBranch: true }], ['/feature']],
  [
    [{ mainBranch: true }, { deployed: true }],
    ['/deployed', '/forum', '/main'],
  ],
  // Nothing asked for: the main branches, and what is deployed or released.
  [[], ['/deployed', '/forum', '/main', '/released']],
])('%j finds %j', async (consumerVersionSelectors, paths) => {
  const options = { consumerVersionSelectors, providerVersionBranch: 'feat/a' }
  const { output, passed } = await world.verify('comments', '10', options)
  const asked = world.provider.takeAsked()
  expect({ passed, asked, output }).toMatchObject({ passed: true, asked: paths.map((path) => `GET ${path}`) })
})

test('an environment that does not exist fails the run, and says so', async () => {
  const { output, passed } = await world.verify('comments', '10', {
    consumerVersionSelectors: [{ environment: 'moon' }],
  })
  expect(output).toContain('moon')
  expect(passed).toBe(false)
})
