import { type MatrixRow, type Reason, matrix } from '@tallystick/client/wire'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type MatrixWorld, matrixWorld, nothingByItself } from '../support/matrix-world.ts'
import { type TestBroker, startTestBroker } from '../support/server.ts'

let broker: TestBroker
let world: MatrixWorld

beforeAll(async () => {
  broker = await startTestBroker({ config: nothingByItself })
  world = matrixWorld(broker)
  await world.environment('production')
  await world.version('Shop', '1', { branch: 'main' })
  await world.publish('Shop', '1', { provider: 'Stock', content: 'stock' })
  await world.publish('Shop', '1', { provider: 'Mail', content: 'mail' })
  await world.version('Stock', 's1', { branch: 'main', tags: ['live'] })
  await world.verify({ consumer: 'Shop', provider: 'Stock', content: 'stock' }, 's1')
  await world.deploy('Stock', 's1', { environment: 'production' })
})
afterAll(() => broker.stop())

async function ask(path: string) {
  const { status, json } = await broker.get(path)
  expect(status).toBe(200)
  expect(matrix.safeParse(json).error).toBeUndefined()
  const { success, failed, unknown, ignored } = json.summary
  return {
    deployable: json.summary.deployable as boolean | null,
    counts: [success, failed, unknown, ...(ignored === undefined ? [] : [ignored])].join(' '),
    notices: json.notices.map((notice: { text: string }) => notice.text) as string[],
    reasons: json.reasons as Reason[],
    rows: (json.matrix as MatrixRow[]).map(
      ({ provider, consumer, verificationResult, ignored: isIgnored }) =>
        `${consumer.name} ${consumer.version.number} ${provider.name} ${provider.version?.number ?? '?'} ` +
        `${verificationResult?.success ?? '?'}${isIgnored ? ' ignored' : ''}`,
    ),
  }
}

const canIDeploy = (pacticipant: string, version: string, more = 'environment=production') =>
  ask(`/can-i-deploy?pacticipant=${pacticipant}&version=${version}&${more}`)

const allVerified = 'All required verification results are published and successful'
const notThere = '(no version is currently recorded as deployed/released in this environment)'

// The tests of this block tell one story, each goes on where the one before stopped.
describe('a consumer', () => {
  it('cannot be deployed before its providers', async () => {
    expect(await canIDeploy('Shop', '1')).toMatchObject({
      deployable: null,
      counts: '1 0 1',
      notices: [
        `There is no verified pact between version 1 of Shop and a version of Mail currently in production ${notThere}`,
      ],
      reasons: [
        {
          code: 'not-in-environment',
          consumer: { name: 'Shop', version: '1' },
          provider: { name: 'Mail', version: null },
          next: 'tally record-deployment --pacticipant Mail --version <version> --environment production',
        },
      ],
      rows: ['Shop 1 Mail ? ?', 'Shop 1 Stock s1 true'],
    })
  })

  it('is told of each version of a provider in the environment that has no result', async () => {
    await world.deploy('Mail', 'm1', { environment: 'production', instance: 'blue' })
    await world.deploy('Mail', 'm2', { environment: 'production', instance: 'green' })
    expect(await canIDeploy('Shop', '1')).toMatchObject({
      deployable: null,
      counts: '1 0 1',
      notices: ['m2', 'm1'].map(
        (version) =>
          'There is no verified pact between version 1 of Shop and one of the versions of Mail currently in production ' +
          `(${version})`,
      ),
    })
  })

  it('cannot be deployed while only one of the versions there has verified its contract', async () => {
    await world.verify({ consumer: 'Shop', provider: 'Mail', content: 'mail' }, 'm2')
    expect(await canIDeploy('Shop', '1')).toMatchObject({
      deployable: null,
      counts: '2 0 1',
      rows: ['Shop 1 Mail ? ?', 'Shop 1 Mail m2 true', 'Shop 1 Stock s1 true'],
    })
  })

  it('cannot be deployed when the verification failed', async () => {
    await world.verify({ consumer: 'Shop', provider: 'Mail', content: 'mail' }, 'm1', false)
    expect(await canIDeploy('Shop', '1')).toMatchObject({
      deployable: false,
      counts: '2 1 0',
      notices: [
        'The verification for the pact between version 1 of Shop and one of the versions of Mail currently in production ' +
          '(m1) failed',
      ],
      rows: ['Shop 1 Mail m2 true', 'Shop 1 Mail m1 false', 'Shop 1 Stock s1 true'],
    })
  })

  it('can be deployed when that version is ignored', async () => {
    expect(
      await canIDeploy('Shop', '1', 'environment=production&ignore[][pacticipant]=Mail&ignore[][version]=m1'),
    ).toMatchObject({
      deployable: true,
      counts: '2 0 0 1',
      notices: [allVerified],
      rows: ['Shop 1 Mail m2 true', 'Shop 1 Stock s1 true', 'Shop 1 Mail m1 false ignored'],
    })
  })

  it.each(['ignore[]=Mail', 'ignore=Mail', 'ignore[][pacticipant]=Mail'])(
    'can be deployed when that provider is ignored (%s)',
    async (ignore) => {
      expect(await canIDeploy('Shop', '1', `environment=production&${ignore}`)).toMatchObject({
        deployable: true,
        counts: '1 0 0 2',
      })
    },
  )

  it('can be deployed when a later result is a success', async () => {
    await world.verify({ consumer: 'Shop', provider: 'Mail', content: 'mail' }, 'm1')
    expect(await canIDeploy('Shop', '1')).toMatchObject({
      deployable: true,
      counts: '3 0 0',
      notices: [allVerified],
      reasons: [
        {
          code: 'all-verified',
          next: 'tally record-deployment --pacticipant Shop --version 1 --environment production',
        },
      ],
    })
  })

  it('of a new version with the same contracts can be deployed at once', async () => {
    await world.publish('Shop', '2', { provider: 'Stock', content: 'stock' })
    await world.publish('Shop', '2', { provider: 'Mail', content: 'mail' })
    expect(await canIDeploy('Shop', '2')).toMatchObject({ deployable: true, counts: '3 0 0' })
  })
})

describe('a provider', () => {
  it('can be deployed when none of its consumers is there', async () => {
    expect(await canIDeploy('Stock', 's1')).toMatchObject({
      deployable: true,
      counts: '0 0 0',
      notices: ['There are no missing dependencies'],
      reasons: [{ code: 'no-dependencies-in-target' }],
    })
  })

  it('must have verified the contracts of the consumers there', async () => {
    await world.version('Stock', 's2')
    await world.deploy('Shop', '1', { environment: 'test' })
    expect(await canIDeploy('Stock', 's2', 'environment=test')).toMatchObject({
      deployable: null,
      notices: ['There is no verified pact between the version of Shop currently in test (1) and version s2 of Stock'],
      rows: ['Shop 1 Stock ? ?'],
    })
    expect(await canIDeploy('Stock', 's1', 'environment=test')).toMatchObject({ deployable: true, counts: '1 0 0' })
  })

  it('must suit every supported release of a consumer', async () => {
    await world.publish('App', '1', { provider: 'Stock', content: 'old' })
    await world.publish('App', '2', { provider: 'Stock', content: 'new' })
    await world.release('App', '1', { environment: 'store' })
    await world.release('App', '2', { environment: 'store' })
    await world.verify({ consumer: 'App', provider: 'Stock', content: 'new' }, 's1')
    expect(await canIDeploy('Stock', 's1', 'environment=store')).toMatchObject({ deployable: null, counts: '1 0 1' })
    await world.verify({ consumer: 'App', provider: 'Stock', content: 'old' }, 's1')
    expect(await canIDeploy('Stock', 's1', 'environment=store')).toMatchObject({ deployable: true, counts: '2 0 0' })
  })
})

describe('a version', () => {
  it('that nobody knows cannot be deployed', async () => {
    expect(await canIDeploy('Shop', '9')).toMatchObject({
      deployable: false,
      counts: '0 0 0',
      notices: ['No pacts or verifications have been published for version 9 of Shop'],
    })
  })

  it('can be compared with the versions that have a tag', async () => {
    const latest = (name: string) => `the latest version of ${name} with tag live (no such version exists)`
    expect(await canIDeploy('Shop', '1', 'to=live')).toMatchObject({
      deployable: null,
      notices: [`There is no verified pact between version 1 of Shop and ${latest('Mail')}`],
      reasons: [{ code: 'not-tagged' }],
      rows: ['Shop 1 Mail ? ?', 'Shop 1 Stock s1 true'],
    })
  })
})

describe('what is wrong with a question', () => {
  const destination = "Must specify either an environment or a 'to' tag."
  it.each([
    ['', { pacticipant: ['is missing'], version: ['is missing'], '': [destination] }],
    ['pacticipant=Shop', { version: ['is missing'], '': [destination] }],
    ['pacticipant=Nobody&version=1&environment=test', { pacticipant: ['does not match an existing pacticipant'] }],
    ['pacticipant=Shop&version=1', { '': [destination] }],
    ['pacticipant=Shop&version=1&to=&environment=', { '': [destination] }],
    [
      'pacticipant=Shop&version=1&to=x&environment=test',
      { '': ["Cannot specify both a 'to' tag and an environment."] },
    ],
    ['pacticipant=Shop&version=1&environment=nope', { environment: ["with name 'nope' does not exist"] }],
    ['pacticipant[]=Shop&version=1&to=x', { pacticipant: ['is missing'] }],
    [
      'pacticipant=Shop&version=1&to=x&ignore[][version]=1',
      { ignore: ['Please specify the pacticipant name to ignore'] },
    ],
  ])('is answered by parameter: %s', async (query, errors) => {
    const { status, json } = await broker.get(`/can-i-deploy?${query}`)
    expect({ status, json }).toEqual({ status: 400, json: { errors } })
  })
})

describe('from a branch to an environment', () => {
  const path = (branch: string, environment: string, name = 'Shop') =>
    `/pacticipants/${name}/branches/${branch}/latest-version/can-i-deploy/to-environment/${environment}`

  it('the head of the branch is compared', async () => {
    await world.version('Shop', '3', { branch: 'feat/x' })
    await world.publish('Shop', '3', { provider: 'Stock', content: 'more' })
    const selector = 'the latest version of Shop from branch feat/x (3)'
    const { deployable, notices } = await ask(path('feat%2Fx', 'production'))
    expect(deployable).toBeNull()
    expect(notices).toEqual([
      expect.stringMatching(/^WARN: It is recommended to specify the version number/),
      `There is no verified pact between ${selector} and the version of Stock currently in production (s1)`,
    ])
  })

  it('is not found without the branch, the environment or the pacticipant', async () => {
    const statuses = await Promise.all(
      [path('nope', 'production'), path('main', 'nope'), path('main', 'production', 'Nobody')].map(
        async (url) => (await broker.get(url)).status,
      ),
    )
    expect(statuses).toEqual([404, 404, 404])
  })

  it('is there as text', async () => {
    const { text } = await broker.get(path('main', 'production'), { accept: 'text/plain' })
    expect(text).toMatch(/Deployable: true\nReason: WARN: It is recommended to specify the version number/)
  })
})

describe('from a tag to a tag', () => {
  it('the latest versions with the tags are compared', async () => {
    await world.version('Shop', '1', { tags: ['dev'] })
    const { rows, deployable } = await ask('/pacticipants/Shop/latest-version/dev/can-i-deploy/to/live')
    expect({ rows, deployable }).toEqual({ rows: ['Shop 1 Mail ? ?', 'Shop 1 Stock s1 true'], deployable: null })
  })

  it('is there as text', async () => {
    const path = '/pacticipants/Shop/latest-version/dev/can-i-deploy/to/live'
    const { headers, text } = await broker.get(path, { accept: 'text/plain' })
    expect(headers.get('content-type')).toBe('text/plain;charset=utf-8')
    expect(text).toMatch(/^CONSUMER .*\n(.*\n)+\nDeployable: nil\nReason: /)
  })

  it('is not found without a version to deploy', async () => {
    expect((await broker.get('/pacticipants/Shop/latest-version/nope/can-i-deploy/to/live')).status).toBe(404)
    expect((await broker.get('/pacticipants/Nobody/latest-version/dev/can-i-deploy/to/live')).status).toBe(404)
  })
})
