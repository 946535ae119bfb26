import { type MatrixRow, type Reason, matrix } from '@tallystick/client/wire'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type MatrixWorld, matrixWorld, nothingByItself } from '../support/matrix-world.ts'
import { type TestBroker, startTestBroker } from '../support/server.ts'

let broker: TestBroker
let world: MatrixWorld

const ab = (content: string) => ({ consumer: 'A', provider: 'B', content })

beforeAll(async () => {
  broker = await startTestBroker({ config: nothingByItself })
  world = matrixWorld(broker)
  await world.version('A', '1', { branch: 'main', tags: ['dev', 'prod'] })
  await world.publish('A', '1', { provider: 'B', content: 'one' })
  await world.version('A', '2', { branch: 'main', tags: ['dev'] })
  await world.publish('A', '2', { provider: 'B', content: 'two' })
  await world.version('A', '3', { branch: 'feat/x' })
  await world.publish('A', '3', { provider: 'B', content: 'two' })
  await world.version('A', '4', { branch: 'main' })
  await world.publish('A', '4', { provider: 'B', content: 'three' })
  await world.publish('A', '4', { provider: 'D', content: 'one' })
  await world.version('B', 'p1', { branch: 'main', tags: ['prod'] })
  await world.publish('B', 'p1', { provider: 'D', content: 'one' })
  await world.verify(ab('one'), 'p1')
  await world.version('B', 'p2', { branch: 'main', tags: ['prod'] })
  await world.verify(ab('two'), 'p2', false)
  await world.version('B', 'p3', { branch: 'feat' })
  await world.verify(ab('two'), 'p3')
  await world.verify(ab('three'), 'p3', false)
  await world.verify(ab('three'), 'p3')
  await world.publish('E', 'e1', { provider: 'B', content: 'one' })
  await world.environment('production')
  await world.deploy('A', '1', { environment: 'test' })
  await world.release('A', '2', { environment: 'test' })
  await world.deploy('B', 'p1', { environment: 'test' })
  await world.release('B', 'p3', { environment: 'test' })
})
afterAll(() => broker.stop())

/** The answer in short: the verdict, the counts, the notices, a line for each row. */
async function ask(query: string) {
  const { status, json } = await broker.get(query.startsWith('/') ? query : `/matrix?${query}`)
  expect(status).toBe(200)
  const { success, failed, unknown, ignored } = json.summary
  expect(json.summary.reason).toBe(json.notices.map((notice: { text: string }) => notice.text).join('\n'))
  return {
    deployable: json.summary.deployable as boolean | null,
    counts: [success, failed, unknown, ...(ignored === undefined ? [] : [ignored])].join(' '),
    notices: json.notices.map((notice: { text: string }) => notice.text) as string[],
    reasons: json.reasons as Reason[],
    rows: (json.matrix as MatrixRow[]).map(
      ({ consumer, provider, verificationResult, ignored: isIgnored }) =>
        `${consumer.name} ${consumer.version.number} ${provider.name} ${provider.version?.number ?? '?'} ` +
        `${verificationResult?.success ?? '?'}${isIgnored ? ' ignored' : ''}`,
    ),
  }
}

const recommendEnvironment = expect.stringMatching(/^WARN: It is recommended to specify the environment into which/)
const recommendVersion = expect.stringMatching(/^WARN: It is recommended to specify the version number \(rather than/)
const allVerified = 'All required verification results are published and successful'
const nothingMissing = 'There are no missing dependencies'
const pair = 'q[][pacticipant]=A&q[][pacticipant]=B'
const allRows = ['A 4 B p3 true', 'A 3 B p3 true', 'A 3 B p2 false', 'A 2 B p3 true', 'A 2 B p2 false', 'A 1 B p1 true']

describe('two names', () => {
  it('give every contract between them with the results that count', async () => {
    expect(await ask(`${pair}&latestby=cvpv`)).toMatchObject({
      deployable: false,
      counts: '4 2 0',
      notices: ['The verification for the pact between any version of A and any version of B failed'],
      rows: allRows,
    })
  })

  it('may come in any order, and by an address of their own', async () => {
    const reversed = await ask('q[][pacticipant]=B&q[][pacticipant]=A')
    const address = await ask('/matrix/provider/B/consumer/A')
    expect([reversed.rows, address.rows]).toEqual([allRows, allRows])
  })

  it.each([
    ['cvp', ['A 4 B p3 true', 'A 3 B p3 true', 'A 2 B p3 true', 'A 1 B p1 true']],
    ['cp', ['A 4 B p3 true']],
    ['', allRows],
  ])('keep only the latest rows by latestby=%s', async (latestBy, rows) => {
    expect((await ask(`${pair}&latestby=${latestBy}`)).rows).toEqual(rows)
  })

  it.each([
    ['success[]=true', ['A 4 B p3 true', 'A 3 B p3 true', 'A 2 B p3 true', 'A 1 B p1 true']],
    ['success=true', ['A 4 B p3 true', 'A 3 B p3 true', 'A 2 B p3 true', 'A 1 B p1 true']],
    ['success[]=false&success[]=', ['A 3 B p2 false', 'A 2 B p2 false']],
  ])('keep only the rows of %s', async (filter, rows) => {
    expect((await ask(`${pair}&latestby=cvpv&${filter}`)).rows).toEqual(rows)
  })

  it('give the newest rows up to a limit, and say so among the reasons', async () => {
    const { rows, deployable, notices, reasons } = await ask(`${pair}&latestby=cvpv&limit=2`)
    expect({ rows, deployable, notices }).toEqual({
      rows: ['A 4 B p3 true', 'A 3 B p3 true'],
      deployable: true,
      notices: [allVerified],
    })
    expect(reasons[0]).toMatchObject({ code: 'rows-limited', type: 'info' })
  })

  it('are fine when there is no contract between them', async () => {
    const none = { deployable: true, counts: '0 0 0', notices: [nothingMissing], rows: [] }
    expect(await ask('q[][pacticipant]=A&q[][pacticipant]=E')).toMatchObject(none)
    expect(await ask('q[][pacticipant]=A&q[][pacticipant]=A')).toMatchObject(none)
  })
})

describe('several selectors', () => {
  it('compare the versions that they name', async () => {
    expect(await ask('q[][pacticipant]=A&q[][version]=2&q[][pacticipant]=B&q[][version]=p2')).toMatchObject({
      deployable: false,
      counts: '0 1 0',
      notices: ['The verification for the pact between version 2 of A and version p2 of B failed'],
      rows: ['A 2 B p2 false'],
    })
  })

  it('leave the answer open while a result is missing', async () => {
    expect(await ask('q[][pacticipant]=A&q[][version]=2&q[][pacticipant]=B&q[][version]=p1')).toMatchObject({
      deployable: null,
      counts: '0 0 1',
      notices: ['There is no verified pact between version 2 of A and version p1 of B'],
      rows: ['A 2 B ? ?'],
    })
  })

  it('look at all contracts among them', async () => {
    const query = 'q[][pacticipant]=A&q[][version]=1&q[][pacticipant]=B&q[][version]=p1&q[][pacticipant]=D'
    expect(await ask(query)).toMatchObject({
      deployable: null,
      notices: ['There is no verified pact between version p1 of B and any version of D'],
      rows: ['A 1 B p1 true', 'B p1 D ? ?'],
    })
  })

  it('want a result of each version that is named, though another one verified the contract', async () => {
    const query =
      'q[][pacticipant]=A&q[][version]=1&q[][pacticipant]=B&q[][version]=p1&q[][pacticipant]=B&q[][version]=p3'
    expect(await ask(query)).toMatchObject({
      deployable: null,
      counts: '1 0 1',
      notices: ['There is no verified pact between version 1 of A and version p3 of B'],
      rows: ['A 1 B ? ?', 'A 1 B p1 true'],
    })
  })

  it('take the latest with a tag', async () => {
    const query = 'q[][pacticipant]=A&q[][tag]=dev&q[][latest]=true&q[][pacticipant]=B&q[][tag]=prod&q[][latest]=true'
    const between = 'the latest version of A with tag dev (2) and the latest version of B with tag prod (p2)'
    expect(await ask(query)).toMatchObject({
      deployable: false,
      notices: [recommendVersion, `The verification for the pact between ${between} failed`],
    })
  })

  it('take all versions with a tag, of which those of the provider that have no result do not count', async () => {
    const between = 'a version of A with tag dev (2) and a version of B with tag prod (p2)'
    expect(await ask('q[][pacticipant]=A&q[][tag]=dev&q[][pacticipant]=B&q[][tag]=prod')).toMatchObject({
      deployable: false,
      notices: [recommendVersion, `The verification for the pact between ${between} failed`],
      rows: ['A 2 B p2 false', 'A 1 B p1 true'],
    })
  })

  it.each(['branch]=main', 'mainBranch]=true'])('take all versions of a branch (%s)', async (branch) => {
    expect(await ask(`q[][pacticipant]=A&q[][${branch}&q[][pacticipant]=B&q[][${branch}`)).toMatchObject({
      deployable: null,
      notices: [
        recommendVersion,
        'The verification for the pact between one of the versions of A from branch main (2) and one of the versions ' +
          'of B from branch main (p2) failed',
        'There is no verified pact between one of the versions of A from branch main (4) and any version of B',
      ],
      rows: ['A 4 B ? ?', 'A 2 B p2 false', 'A 1 B p1 true'],
    })
  })

  it.each(['branch]=main', 'mainBranch]=true'])('take the head of a branch (%s)', async (branch) => {
    const between = 'the latest version of A from branch main (4) and the latest version of B from branch main (p2)'
    const latest = `${branch}&q[][latest]=true`
    expect(await ask(`q[][pacticipant]=A&q[][${latest}&q[][pacticipant]=B&q[][${latest}`)).toMatchObject({
      deployable: null,
      notices: [recommendVersion, `There is no verified pact between ${between}`],
    })
  })

  it('want everything in an environment to work with everything else there', async () => {
    expect(
      await ask('q[][pacticipant]=A&q[][environment]=test&q[][pacticipant]=B&q[][environment]=test'),
    ).toMatchObject({
      deployable: null,
      counts: '2 0 2',
      rows: ['A 2 B ? ?', 'A 2 B p3 true', 'A 1 B ? ?', 'A 1 B p1 true'],
    })
  })

  it('combine their criteria', async () => {
    const rowsOf = async (criteria: string) =>
      (await ask(`q[][pacticipant]=A&${criteria}&q[][pacticipant]=B&latestby=cvp`)).rows
    expect(await rowsOf('q[][branch]=main&q[][tag]=prod')).toEqual(['A 1 B p1 true'])
    expect(await rowsOf('q[][environment]=test&q[][tag]=prod')).toEqual(['A 1 B p1 true'])
    expect(await rowsOf('q[][environment]=test&q[][latest]=true')).toEqual(['A 2 B p3 true'])
    expect(await rowsOf('q[][environment]=test&q[][branch]=main&q[][latest]=true')).toEqual([])
    expect(await rowsOf('q[][version]=1&q[][environment]=test&q[][tag]=dev')).toEqual(['A 1 B p1 true'])
    expect(await rowsOf('q[][version]=4&q[][environment]=test')).toEqual([])
  })

  it('cannot say anything of versions that do not exist', async () => {
    expect(await ask('q[][pacticipant]=A&q[][version]=9&q[][pacticipant]=B&q[][version]=8')).toMatchObject({
      deployable: false,
      counts: '0 0 0',
      notices: [
        'No pacts or verifications have been published for version 9 of A',
        'No pacts or verifications have been published for version 8 of B',
      ],
      rows: [],
    })
  })
})

describe('one selector', () => {
  it('without a target gives all it has a result with', async () => {
    expect(await ask('q[][pacticipant]=B&q[][version]=p3&latestby=cvpv')).toMatchObject({
      deployable: true,
      notices: [recommendEnvironment, allVerified],
      rows: ['A 4 B p3 true', 'A 3 B p3 true', 'A 2 B p3 true'],
    })
  })

  it('of a consumer without a target shows contracts that nobody has verified', async () => {
    expect(await ask('q[][pacticipant]=A&q[][latest]=true&latestby=cvp')).toMatchObject({
      deployable: null,
      notices: [
        recommendEnvironment,
        recommendVersion,
        'There is no verified pact between the latest version of A (4) and any version of D',
      ],
      rows: ['A 4 B p3 true', 'A 4 D ? ?'],
    })
  })

  it('of a name alone gives the contracts of all its versions', async () => {
    expect(await ask('q[][pacticipant]=B&latestby=cvp')).toMatchObject({
      deployable: null,
      notices: [recommendEnvironment, 'There is no verified pact between any version of B and any version of D'],
      rows: ['A 4 B p3 true', 'A 3 B p3 true', 'A 2 B p3 true', 'A 1 B p1 true', 'B p1 D ? ?'],
    })
  })

  it.each([
    ['tag]=zz', 'No version with tag zz exists for A'],
    ['branch]=zz&q[][latest]=true', 'No version of A from branch zz exists'],
    [
      'environment]=production',
      'No version of A is currently recorded as deployed or released in environment production',
    ],
    ['environment]=nowhere', 'No version of A is currently recorded as deployed or released in environment nowhere'],
  ])('that matches nothing (%s) cannot be deployed', async (criterion, notice) => {
    expect(await ask(`q[][pacticipant]=A&q[][${criterion}&latestby=cvp`)).toMatchObject({
      deployable: false,
      notices: [recommendEnvironment, recommendVersion, notice],
      rows: [],
    })
  })

  it('of a pacticipant without versions says so', async () => {
    const last = async (criterion: string) => (await ask(`q[][pacticipant]=D&q[][${criterion}`)).notices.at(-1)
    expect(await last('mainBranch]=true')).toBe('No version of D from the main branch exists')
    expect(await last('latest]=true')).toBe('No pacts or verifications have been published for D')
  })
})

describe('a target', () => {
  it('latest=true is the latest version of everything else', async () => {
    expect(await ask('q[][pacticipant]=A&q[][version]=4&latestby=cvp&latest=true')).toMatchObject({
      deployable: null,
      notices: [
        recommendEnvironment,
        'There is no verified pact between version 4 of A and the latest version of D (no such version exists)',
      ],
      rows: ['A 4 B p3 true', 'A 4 D ? ?'],
    })
  })

  it('mainBranch=true is the head of the main branches', async () => {
    expect(await ask('q[][pacticipant]=A&q[][version]=4&latestby=cvp&mainBranch=true&latest=true')).toMatchObject({
      deployable: null,
      notices: [
        'There is no verified pact between version 4 of A and the latest version of B from branch main (p2)',
        'There is no verified pact between version 4 of A and the latest version of D from the main branch (no versions ' +
          'exist for this branch)',
      ],
    })
  })

  it('tag is the latest with it, or any with it', async () => {
    const notices = async (query: string) => (await ask(`q[][pacticipant]=A&q[][version]=2&${query}`)).notices
    expect(await notices('latest=true&tag=prod&latestby=cvp')).toEqual([
      'The verification for the pact between version 2 of A and the latest version of B with tag prod (p2) failed',
    ])
    expect(await notices('tag=prod&latestby=cvpv')).toEqual([
      'The verification for the pact between version 2 of A and a version of B with tag prod (p2) failed',
    ])
  })

  it('environment is all that is there, on both sides', async () => {
    expect(await ask('q[][pacticipant]=B&q[][version]=p1&latestby=cvpv&environment=test')).toMatchObject({
      deployable: null,
      counts: '1 0 2',
      notices: [
        'There is no verified pact between one of the versions of A currently in test (2) and version p1 of B',
        'There is no verified pact between version p1 of B and a version of D currently in test (no version is ' +
          'currently recorded as deployed/released in this environment)',
      ],
      rows: ['A 2 B ? ?', 'A 1 B p1 true', 'B p1 D ? ?'],
    })
  })

  it('does not touch what is specified', async () => {
    const query = 'q[][pacticipant]=A&q[][version]=4&q[][pacticipant]=B&q[][version]=p3&latestby=cvpv&environment=test'
    expect((await ask(query)).rows).toEqual(['A 4 B p3 true', 'A 4 D ? ?'])
  })
})

describe('ignore', () => {
  const question = 'q[][pacticipant]=A&q[][version]=4&latestby=cvp&latest=true'

  it('leaves a pacticipant out of the verdict, and shows its rows last', async () => {
    expect(await ask(`${question}&ignore[][pacticipant]=D`)).toMatchObject({
      deployable: true,
      counts: '1 0 0 1',
      notices: [recommendEnvironment, allVerified],
      rows: ['A 4 B p3 true', 'A 4 D ? ? ignored'],
    })
  })

  it('leaves a version out', async () => {
    const query = 'q[][pacticipant]=B&q[][version]=p2&q[][pacticipant]=A&q[][tag]=dev&latestby=cvpv'
    expect(await ask(`${query}&ignore[][pacticipant]=A&ignore[][version]=2`)).toMatchObject({
      counts: '0 0 1 1',
      rows: ['A 1 B ? ?', 'A 2 B p2 false ignored'],
    })
  })

  it('leaves a version out that has no result', async () => {
    const query = 'q[][pacticipant]=A&q[][version]=1&latestby=cvpv&environment=test'
    expect(await ask(`${query}&ignore[][pacticipant]=B&ignore[][version]=p3`)).toMatchObject({
      deployable: true,
      counts: '1 0 0 1',
      rows: ['A 1 B p1 true', 'A 1 B ? ? ignored'],
    })
  })

  it('warns when there is nothing to ignore', async () => {
    const { notices, counts } = await ask(
      `${question}&ignore[][pacticipant]=D&ignore[][version]=3&ignore[][pacticipant]=Nobody`,
    )
    expect(counts).toBe('1 0 1 0')
    expect(notices.slice(0, 2)).toEqual([
      'WARN: Cannot ignore version 3 of D (no such version exists)',
      'WARN: Cannot ignore any version of Nobody (no such pacticipant exists)',
    ])
  })
})

describe('what is wrong with a question', () => {
  it.each([
    ['', ['Please provide 1 or more version selectors.']],
    ['q[]=A', ['Please specify the pacticipant name']],
    ['q=A', ['Please specify the pacticipant name']],
    ['q[][version]=1', ['Please specify the pacticipant name']],
    ['q[][pacticipant]=Z', ['Pacticipant Z not found']],
    [
      'q[][pacticipant]=Z&q[][pacticipant]=Y&q[][version]=1&q[][latest]=true',
      [
        'A version number and latest flag cannot both be specified for Y',
        'Pacticipant Z not found',
        'Pacticipant Y not found',
      ],
    ],
    ['q[][pacticipant]=A&tag=x&environment=test', ['Cannot specify more than one of tag, environment and mainBranch.']],
    ['q[][pacticipant]=A&tag=x&mainBranch=true', ['Cannot specify more than one of tag, environment and mainBranch.']],
    ['q[][pacticipant]=A&latest=true&environment=test', ['Cannot specify both latest=true and an environment.']],
    ['q[][pacticipant]=A&environment=nope', ["Environment with name 'nope' does not exist"]],
    ['q[][pacticipant]=A&limit=0', ['The limit must be 1 or greater.']],
    ['q[][pacticipant]=A&limit=abc', ['The limit must be 1 or greater.']],
    ['q[][pacticipant]=A&limit[]=1', ['The limit must be 1 or greater.']],
    [
      'q[][pacticipant]=A&limit=-3&environment=nope&latest=true&tag=x',
      [
        'Cannot specify more than one of tag, environment and mainBranch.',
        'Cannot specify both latest=true and an environment.',
        "Environment with name 'nope' does not exist",
        'The limit must be 1 or greater.',
      ],
    ],
    ['q[][pacticipant]=A&ignore[][version]=1', ['Please specify the pacticipant name to ignore']],
    [
      'q[][pacticipant]=A&ignore[][pacticipant]=B&ignore[][version]=1&ignore[][latest]=true',
      ['A version number and latest flag cannot both be specified for B to ignore'],
    ],
    ['q[][pacticipant]=A&latestby=zzz', ['The latestby must be one of: cvpv, cvp, cp.']],
    ['q[][pacticipant]=A&q[][version][]=1', ['The parameter q[][version] must be given once, as text.']],
    ['q[][pacticipant]=A&environment[]=test', ['The parameter environment must be given once, as text.']],
    [
      'q[][pacticipant]=A&ignore[][pacticipant]=B&ignore[][version][x]=1',
      ['The parameter ignore[][version] must be given once, as text.'],
    ],
  ])('is answered in a list: %s', async (query, errors) => {
    const { status, json } = await broker.get(`/matrix?${query}`)
    expect({ status, json }).toEqual({ status: 400, json: { errors } })
  })

  it('is answered for a pair too', async () => {
    expect((await broker.get('/matrix/provider/B/consumer/A?limit=0')).json).toEqual({
      errors: ['The limit must be 1 or greater.'],
    })
    const unknown = await broker.get('/matrix/provider/Z/consumer/A')
    expect([unknown.status, unknown.json]).toEqual([404, { error: "No provider with name 'Z' found" }])
    expect((await broker.get('/matrix/provider/B/consumer/Z')).json.error).toBe("No consumer with name 'Z' found")
  })

  it('is a warning where a parameter of a selector is not known', async () => {
    const { notices } = await ask('q[][pacticipant]=A&q[][versoin]=1&q[][pacticipant]=B&latestby=cvp')
    expect(notices).toContain('WARN: The parameter q[][versoin] is not known, and was not used.')
    const misspeltTarget = await ask('q[][pacticipant]=A&q[][version]=1&enviroment=test&latestby=cvp')
    expect(misspeltTarget.notices[0]).toBe('WARN: The parameter enviroment is not known, and was not used.')
  })
})

describe('the order of parameters', () => {
  it.each([
    ['numbered', 'q[0][pacticipant]=A&q[0][version]=2&q[1][pacticipant]=B&q[1][version]=p3'],
    ['grouped by name', 'q[][pacticipant]=A&q[][pacticipant]=B&q[][version]=2&q[][version]=p3'],
    ['sorted, with a lone version', 'q[][latest]=true&q[][pacticipant]=A&q[][pacticipant]=B&q[][version]=2'],
    ['sorted, with a lone version and a tag', 'q[][branch]=feat&q[][pacticipant]=A&q[][pacticipant]=B&q[][version]=2'],
  ])('may be %s', async (_name, query) => {
    expect((await ask(`${query}&latestby=cvpv`)).rows).toEqual(['A 2 B p3 true'])
  })
})

describe('a reason', () => {
  it('has a code, the versions compared, and the command that comes next', async () => {
    const { reasons } = await ask('q[][pacticipant]=A&q[][version]=2&q[][pacticipant]=B&q[][version]=p1')
    const { json } = await broker.get('/pacts/provider/B/consumer/A/version/2')
    const url = json._links['pb:pact-version'].href
    expect(reasons).toEqual([
      {
        code: 'not-verified',
        type: 'error',
        message: 'There is no verified pact between version 2 of A and version p1 of B',
        consumer: { name: 'A', version: '2' },
        provider: { name: 'B', version: 'p1' },
        next: `tally verify --provider-name B --provider-base-url <url of the provider> --url ${url} --provider-version p1 --publish`,
      },
    ])
  })

  it('is given for each pair of versions, where the notice is the same for all', async () => {
    const { reasons } = await ask(`${pair}&latestby=cvpv`)
    expect(reasons.map(({ consumer, provider }) => [consumer?.version, provider?.version])).toEqual([
      ['3', 'p2'],
      ['2', 'p2'],
    ])
  })

  it.each([
    [
      'not-in-environment',
      'q[][version]=4&environment=test',
      'tally record-deployment --pacticipant D --version <version> --environment test',
    ],
    [
      'not-tagged',
      'q[][version]=4&latest=true&tag=nope',
      'tally create-version-tag --pacticipant B --version <version> --tag nope',
    ],
    [
      'not-on-branch',
      'q[][version]=4&latest=true&mainBranch=true',
      'tally create-or-update-version --pacticipant D --version <version> --branch <main branch>',
    ],
    ['version-not-found', 'q[][version]=9&environment=test', 'tally publish <pact files> --consumer-app-version 9'],
    [
      'environment-not-specified',
      'q[][version]=1&latestby=cvp',
      'tally can-i-deploy --pacticipant A --version 1 --to-environment <environment>',
    ],
    [
      'version-not-specified',
      'q[][branch]=main&q[][latest]=true&environment=test',
      'tally can-i-deploy --pacticipant A --version <version> --to-environment test',
    ],
    [
      'verification-failed',
      'q[][version]=2&latest=true&tag=prod&latestby=cvp',
      /^tally verify --provider-name B --provider-base-url <url of the provider> --url http\S+\/pacts\/provider\/B\/consumer\/A\/pact-version\/\w+$/,
    ],
    [
      'all-verified',
      'q[][version]=1&environment=test&ignore[][pacticipant]=B&ignore[][version]=p3',
      'tally record-deployment --pacticipant A --version 1 --environment test',
    ],
  ])('%s: %s', async (code, query, next) => {
    const { reasons } = await ask(`q[][pacticipant]=A&${query}`)
    const found = reasons.find((reason) => reason.code === code)
    expect(found?.next).toEqual(typeof next === 'string' ? next : expect.stringMatching(next))
  })

  it('tells no contracts at all from none in the target', async () => {
    const code = async (query: string) => (await ask(query)).reasons[0]?.code
    expect(await code('q[][pacticipant]=B&q[][version]=p2&environment=production')).toBe('no-dependencies-in-target')
    await world.version('Lonely', '1')
    expect(await code('q[][pacticipant]=Lonely&q[][version]=1&environment=production')).toBe('no-integrations')
  })

  it('quotes names for a shell', async () => {
    await world.publish("Tom's Shop", '1 a', { provider: 'Order API', content: 'x' })
    await world.version('Order API', '5')
    const { reasons } = await ask(`q[][pacticipant]=${encodeURIComponent("Tom's Shop")}&q[][version]=1%20a&latest=true`)
    const { json } = await broker.get("/pacts/provider/Order%20API/consumer/Tom's%20Shop/latest")
    const url: string = json._links['pb:pact-version'].href
    expect(reasons[0]?.next).toBe(
      String.raw`tally can-i-deploy --pacticipant 'Tom'\''s Shop' --version '1 a' --to-environment <environment>`,
    )
    expect(reasons[1]?.next).toBe(
      `tally verify --provider-name 'Order API' --provider-base-url <url of the provider> --url '${url.replace("'", String.raw`'\''`)}' --provider-version 5 --publish`,
    )
  })
})

describe('a row', () => {
  it('shows where its versions are', async () => {
    const { json } = await broker.get('/matrix?q[][pacticipant]=A&q[][version]=1&q[][pacticipant]=B&q[][version]=p1')
    const href = (path: string) => ({ self: { href: `${broker.url}${path}` } })
    const onMain = (name: string, version: string) => {
      const at = `${broker.url}/pacticipants/${name}/branches/main/versions/${version}`
      return [{ name: 'main', latest: false, _links: { self: { title: 'Branch version', name: 'main', href: at } } }]
    }
    const inTest = {
      uuid: expect.any(String),
      name: 'test',
      displayName: 'test',
      production: false,
      createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00$/),
      _links: { self: { title: 'Environment', name: 'test', href: expect.stringMatching(/\/environments\/[\w-]+$/) } },
    }
    expect(json.matrix).toEqual([
      {
        consumer: {
          name: 'A',
          version: {
            number: '1',
            branch: 'main',
            branches: onMain('A', '1'),
            branchVersions: onMain('A', '1'),
            environments: [inTest],
            _links: href('/pacticipants/A/versions/1'),
            tags: [
              { name: 'dev', latest: false, _links: href('/pacticipants/A/versions/1/tags/dev') },
              { name: 'prod', latest: true, _links: href('/pacticipants/A/versions/1/tags/prod') },
            ],
          },
          _links: href('/pacticipants/A'),
        },
        provider: {
          name: 'B',
          version: {
            number: 'p1',
            branch: 'main',
            branches: onMain('B', 'p1'),
            branchVersions: onMain('B', 'p1'),
            environments: [inTest],
            _links: href('/pacticipants/B/versions/p1'),
            tags: [{ name: 'prod', latest: false, _links: href('/pacticipants/B/versions/p1/tags/prod') }],
          },
          _links: href('/pacticipants/B'),
        },
        pact: { createdAt: expect.any(String), _links: href('/pacts/provider/B/consumer/A/version/1') },
        verificationResult: {
          success: true,
          verifiedAt: expect.any(String),
          _links: {
            self: { href: expect.stringMatching(/\/pact-version\/\w+\/metadata\/Y3ZuPTE\/verification-results\/1$/) },
          },
        },
      },
    ])
  })

  it('without a result has neither the provider version nor the result', async () => {
    const { json } = await broker.get('/matrix?q[][pacticipant]=A&q[][version]=2&q[][pacticipant]=B&q[][version]=p1')
    expect(json.matrix[0]).toMatchObject({ provider: { name: 'B', version: null }, verificationResult: null })
  })

  it('has the shape that the wire says', async () => {
    const { json } = await broker.get(`/matrix?${pair}`)
    expect(matrix.safeParse(json).error).toBeUndefined()
  })
})

describe('as text', () => {
  const text = async (query: string) => (await broker.get(`/matrix?${query}`, { accept: 'text/plain' })).text

  it('is a table with the verdict below', async () => {
    expect(await text('q[][pacticipant]=A&q[][version]=4&latest=true&latestby=cvp')).toBe(
      [
        'CONSUMER | C_VERSION | REVISION | PROVIDER | P_VERSION | NUMBER | SUCCESS',
        '---------|-----------|----------|----------|-----------|--------|--------',
        'A        | 4         | 1        | B        | p3        | 2      | true   ',
        'A        | 4         | 1        | D        |           |        |        ',
        '',
        'Deployable: nil',
        'Reason: WARN: It is recommended to specify the environment into which you are deploying. Without the ' +
          'environment, this result will not be reliable.',
        'There is no verified pact between version 4 of A and the latest version of D (no such version exists)',
        '',
      ].join('\n'),
    )
  })

  it('says when there is nothing', async () => {
    expect(await text('q[][pacticipant]=A&q[][pacticipant]=E')).toBe(
      `No data.\n\nDeployable: true\nReason: ${nothingMissing}\n`,
    )
  })
})
