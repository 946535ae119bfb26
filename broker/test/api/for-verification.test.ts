import type { ConsumerVersionSelector, PactForVerification } from '@tallystick/client/wire'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { decodeMetadata } from '../../src/contracts/metadata.ts'
import { type TestBroker, type TestReply, startTestBroker } from '../support/server.ts'
import { VerificationWorld } from '../support/verification-world.ts'

let broker: TestBroker
let world: VerificationWorld

beforeAll(async () => {
  broker = await startTestBroker({ config: { checkForPotentialDuplicatePacticipantNames: false } })
  world = new VerificationWorld(broker)
})

afterAll(() => broker.stop())

const address = (provider: string) => `/pacts/provider/${provider}/for-verification`
const ask = (provider: string, request: unknown = {}): Promise<TestReply> => broker.post(address(provider), request)

function pactsIn(reply: TestReply): readonly PactForVerification[] {
  expect(reply.status).toBe(200)
  return reply.json._embedded.pacts
}

/** `Pact between C (1) and P` → `C 1` */
const named = ({ _links }: PactForVerification) =>
  _links.self.name.replace(/Pact between (\w+) \((.*)\) and \w+/, '$1 $2')

async function selected(provider: string, selectors: readonly ConsumerVersionSelector[], more: object = {}) {
  const reply = await ask(provider, { consumerVersionSelectors: selectors, includePendingStatus: false, ...more })
  return pactsIn(reply).map((pact) => `${named(pact)}: ${pact.shortDescription}`)
}

const noticesOf = (pact: PactForVerification | undefined) => pact?.verificationProperties.notices ?? []

describe('POST /pacts/provider/{provider}/for-verification', () => {
  // C1: 1 on main, tagged prod (A); 2 on feat (B); 3 on main, tagged dev (C); 4 on other, with the content of 3.
  // C2: 1 on main (A), deployed to test and production; 2 on dev (B), released to both. C3: 1 on nothing.
  beforeAll(async () => {
    await world.published('C1', '1', { for: 'P', content: 'A', branch: 'main', tags: ['prod'] })
    await world.published('C1', '2', { for: 'P', content: 'B', branch: 'feat', tags: ['x'] })
    await world.published('C1', '3', { for: 'P', content: 'C', branch: 'main', tags: ['dev'] })
    await world.published('C1', '4', { for: 'P', content: 'C', branch: 'other' })
    await world.published('C2', '1', { for: 'P', content: 'A', branch: 'main' })
    await world.published('C2', '2', { for: 'P', content: 'B', branch: 'dev', tags: ['dev'] })
    await world.published('C3', '1', { for: 'P', content: 'A' })
    const test = await world.environment('test')
    const production = await world.environment('production', true)
    await world.deployed('C2', '1', { environment: test, instance: 'blue' })
    await world.deployed('C2', '1', { environment: production })
    await world.released('C2', '2', { environment: production })
    await world.released('C2', '2', { environment: test })
  })

  test.each<[readonly ConsumerVersionSelector[], readonly string[]]>([
    [[{ mainBranch: true }], ['C1 3: latest from main branch', 'C2 1: latest from main branch']],
    [[{ mainBranch: true, consumer: 'C1' }], ['C1 3: latest from main branch']],
    [[{ branch: 'feat' }], ['C1 2: latest from branch feat']],
    [[{ branch: 'nope' }], []],
    [
      [{ branch: true }],
      [
        'C1 2: latest from branch feat',
        'C1 4: latest from branch main, latest from branch other',
        'C2 1: latest from branch main',
        'C2 2: latest from branch dev',
      ],
    ],
    [[{ branch: 'feat', fallbackBranch: 'main' }], ['C1 2: latest from branch feat', 'C2 1: latest from branch main']],
    [[{ matchingBranch: true }], ['C2 2: latest from branch dev']],
    [[{ tag: 'dev' }], ['C1 3: one of dev', 'C2 2: one of dev']],
    [[{ tag: 'dev', consumer: 'C1' }], ['C1 3: one of C1 dev']],
    [[{ tag: 'prod', latest: true }], ['C1 1: latest with tag prod']],
    [[{ tag: 'nope', latest: true, fallbackTag: 'prod' }], ['C1 1: latest with tag prod']],
    [[{ latest: true }], ['C1 4: latest', 'C2 2: latest', 'C3 1: latest']],
    [[{ latest: true, consumer: 'Nobody' }], []],
    [[{ deployed: true }], ['C2 1: deployed to test, deployed to production']],
    [[{ released: true }], ['C2 2: released in test, released in production']],
    [
      [{ deployedOrReleased: true }],
      ['C2 1: deployed to test, deployed to production', 'C2 2: released in test, released in production'],
    ],
    [[{ environment: 'test' }], ['C2 1: in environment test', 'C2 2: in environment test']],
    [[{ environment: 'test', deployed: true }], ['C2 1: deployed to test']],
    [
      [{ environment: 'production', deployedOrReleased: true }],
      ['C2 1: deployed to production', 'C2 2: released in production'],
    ],
    [
      [{ mainBranch: true }, { branch: 'other' }, { latest: true, consumer: 'C1' }],
      ['C1 4: latest, latest from branch other, latest from main branch', 'C2 1: latest from main branch'],
    ],
    [
      [],
      [
        'C1 3: latest from main branch',
        'C2 1: deployed to test, deployed to production, latest from main branch',
        'C2 2: released in test, released in production',
        'C3 1: latest',
      ],
    ],
  ])('selects by %j', async (selectors, expected) => {
    expect(await selected('P', selectors, { providerVersionBranch: 'dev' })).toEqual(expected)
  })

  test('says why, where the contract is, and how to post its result', async () => {
    const selectors = [
      { mainBranch: true },
      { latest: true },
      { deployedOrReleased: true },
      { environment: 'test', consumer: 'C2' },
    ]
    const reply = await ask('P', { consumerVersionSelectors: selectors, includePendingStatus: false })
    const [first, second] = pactsIn(reply)
    const permalink = broker.url + world.permalink({ consumer: 'C2', provider: 'P', content: 'A' })
    expect(reply.json._links).toEqual({ self: { href: `${broker.url}${address('P')}`, title: 'Pacts to be verified' } })
    expect(reply.json).not.toHaveProperty('notices')
    expect(first?._links.self.name).toBe('Pact between C1 (4) and P')
    expect(second).toEqual({
      shortDescription: 'deployed to test, deployed to production, latest from main branch, in environment test',
      verificationProperties: {
        notices: [
          {
            when: 'before_verification',
            text:
              `The pact at ${permalink} is being verified because the pact content belongs to the consumer versions ` +
              'matching the following criteria:\n' +
              '    * consumer version(s) currently deployed to test (1) and production (1)\n' +
              `    * latest version from the main branch 'main' (1)\n` +
              '    * C2 version in environment test (1)',
          },
        ],
      },
      _links: {
        self: { href: expect.stringMatching(`^${permalink}/metadata/[\\w-]+$`), name: 'Pact between C2 (1) and P' },
      },
    })
    const contract = await broker.get(second?._links.self.href ?? '')
    expect(contract.status).toBe(200)
    expect(contract.json._links['pb:publish-verification-results'].href).toBe(
      `${second?._links.self.href}/verification-results`,
    )
  })

  test('hands out a token with the selected versions and the pending status', async () => {
    const reply = await ask('P', { consumerVersionSelectors: [{ branch: 'feat' }], providerVersionBranch: 'main' })
    const [pact] = pactsIn(reply)
    expect(decodeMetadata(pact?._links.self.href.split('/').at(-1))).toEqual({
      selectors: [{ consumerVersionId: expect.any(Number), branch: 'feat', latest: true }],
      pending: true,
      wip: false,
    })
  })

  test('selects nothing where the head has no contract with the provider any more', async () => {
    await world.published('Left', '1', { for: 'LeftProvider', content: 'A', branch: 'main', tags: ['prod'] })
    expect(await selected('LeftProvider', [{ mainBranch: true }])).toEqual(['Left 1: latest from main branch'])
    await world.placed('Left', '2', { branch: 'main', tags: ['prod'] })
    expect(await selected('LeftProvider', [{ mainBranch: true }, { tag: 'prod', latest: true }])).toEqual([])
    expect(await selected('LeftProvider', [])).toEqual([])
    expect(await selected('LeftProvider', [{ latest: true }])).toEqual(['Left 1: latest'])
  })

  test('takes the newest of all versions with a tag, once for each content', async () => {
    await world.published('Tags', '1', { for: 'TagProvider', content: 'A', tags: ['t'] })
    await world.published('Tags', '2', { for: 'TagProvider', content: 'A', tags: ['t'] })
    await world.published('Tags', '3', { for: 'TagProvider', content: 'B', tags: ['t'] })
    await world.published('Tags', '4', { for: 'TagProvider', content: 'A', tags: ['t'] })
    expect(await selected('TagProvider', [{ tag: 't' }])).toEqual(['Tags 3: one of t', 'Tags 4: one of t'])
  })

  test('takes a tag with the name of the main branch where there is no such branch', async () => {
    await world.published('Trunk', '1', { for: 'TrunkProvider', content: 'A', branch: 'x' })
    await world.placed('Trunk', '1', { tags: ['trunk'] })
    await world.published('Trunk', '2', { for: 'TrunkProvider', content: 'B', branch: 'x' })
    await broker.patch('/pacticipants/Trunk', { mainBranch: 'trunk' })
    expect(await selected('TrunkProvider', [])).toEqual(['Trunk 1: latest with tag trunk'])
  })

  test('answers clients that accept JSON only', async () => {
    const headers = { accept: 'application/json' }
    expect((await broker.request('POST', address('P'), { body: {}, headers })).status).toBe(200)
  })
})

describe('a request that cannot be answered', () => {
  test('is 404 for a provider that nobody knows', async () => {
    const reply = await ask('Nobody')
    expect(reply.status).toBe(404)
    expect(reply.json).toEqual({ error: `No provider with name 'Nobody' found` })
  })

  test.each([
    [
      { consumerVersionSelectors: [{ environment: 'nope' }, { environment: 'test' }] },
      "environment with name 'nope' does not exist (at index 0)",
    ],
    [
      { consumerVersionSelectors: [{ tag: 'x' }, { tag: 'x', branch: 'y' }] },
      'cannot specify both a tag and a branch (at index 1)',
    ],
  ])('is 400: %j', async (request, message) => {
    const reply = await ask('P', request)
    expect(reply.status).toBe(400)
    expect(reply.json).toEqual({ errors: { consumerVersionSelectors: [message] } })
  })

  test('is 400 before it is 404', async () => {
    expect((await ask('Nobody', { providerVersionBranch: 5 })).status).toBe(400)
  })

  test('is 415 when it is not JSON, and 400 when it is broken', async () => {
    const send = (body: string, type: string) =>
      broker.request('POST', address('P'), { body, headers: { 'content-type': type } })
    expect((await send('{}', 'text/plain')).status).toBe(415)
    expect((await send('{', 'application/json')).status).toBe(400)
    expect((await send('[]', 'application/json')).status).toBe(400)
    expect((await send('', 'application/json')).status).toBe(200)
  })
})

describe('a field that the broker does not know', () => {
  const warning =
    'WARNING - the request for the pacts to verify holds a field that this broker does not know, and ignored it: ' +
    'consumerVersionSelectors[0].fallbackbranch (did you mean fallbackBranch?).'
  const selectors = (branch: string) => ({ consumerVersionSelectors: [{ branch, fallbackbranch: 'main' }] })

  test('is named where verifiers print it, and does not stop the build', async () => {
    const reply = await ask('P', selectors('feat'))
    const [pact] = pactsIn(reply)
    expect(noticesOf(pact)[0]).toEqual({ when: 'before_verification', text: warning })
    expect(noticesOf(pact)[1]?.text).toContain(`latest version from branch 'feat' (2)`)
  })

  test('is named beside an empty selection too', async () => {
    const reply = await ask('P', selectors('nope'))
    expect(pactsIn(reply)).toEqual([])
    expect(reply.json.notices).toEqual([{ type: 'warning', text: warning }])
  })
})

describe('the pending status', () => {
  const status = async (provider: string, build: object) => {
    const [pact] = pactsIn(await ask(provider, { consumerVersionSelectors: [{ latest: true }], ...build }))
    return pact?.verificationProperties.pending
  }

  test('is given unless the build declines it', async () => {
    expect(await status('P', {})).toBe(true)
    expect(await status('P', { includePendingStatus: true })).toBe(true)
    expect(await status('P', { includePendingStatus: false })).toBeUndefined()
  })

  test('ends with the first success on the branch, and stays ended', async () => {
    const name = { consumer: 'Pend', provider: 'PendProvider', content: 'A' }
    await world.published('Pend', '1', { for: 'PendProvider', content: 'A' })
    await world.verified(name, 'p1', { branch: 'main', success: false })
    expect(await status('PendProvider', { providerVersionBranch: 'main' })).toBe(true)
    await world.verified(name, 'p2', { branch: 'main', wip: true })
    expect(await status('PendProvider', { providerVersionBranch: 'main' })).toBe(false)
    await world.verified(name, 'p2', { success: false })
    expect(await status('PendProvider', { providerVersionBranch: 'main' })).toBe(false)
  })

  test('of a branch counts what others had verified before it began', async () => {
    const name = { consumer: 'Cut', provider: 'CutProvider', content: 'A' }
    await world.published('Cut', '1', { for: 'CutProvider', content: 'A' })
    await world.placed('CutProvider', 'early', { branch: 'early' })
    expect(await status('CutProvider', { providerVersionBranch: 'new' })).toBe(true)
    await world.verified(name, 'p1', { branch: 'main' })
    await world.placed('CutProvider', 'late', { branch: 'late' })
    expect(await status('CutProvider', { providerVersionBranch: 'early' })).toBe(true)
    expect(await status('CutProvider', { providerVersionBranch: 'late' })).toBe(false)
    expect(await status('CutProvider', { providerVersionBranch: 'new' })).toBe(false)
  })

  test('is by tags where the build gives no branch, and of any version where it gives neither', async () => {
    const name = { consumer: 'Tagged', provider: 'TaggedProvider', content: 'A' }
    await world.published('Tagged', '1', { for: 'TaggedProvider', content: 'A' })
    await world.placed('TaggedProvider', 'p0', { tags: ['n'] })
    expect(await status('TaggedProvider', {})).toBe(true)
    await world.verified(name, 'p1', { tags: ['m'] })
    expect(await status('TaggedProvider', {})).toBe(false)
    expect(await status('TaggedProvider', { providerVersionTags: ['m'] })).toBe(false)
    expect(await status('TaggedProvider', { providerVersionTags: ['m', 'n'] })).toBe(true)
    expect(await status('TaggedProvider', { providerVersionTags: ['m'], providerVersionBranch: 'n' })).toBe(true)
  })

  test('counts a version that is put on the branch after it has verified', async () => {
    const name = { consumer: 'Later', provider: 'LaterProvider', content: 'A' }
    await world.published('Later', '1', { for: 'LaterProvider', content: 'A' })
    await world.placed('LaterProvider', 'p0', { branch: 'main' })
    await world.verified(name, 'p1')
    expect(await status('LaterProvider', { providerVersionBranch: 'main' })).toBe(true)
    await world.placed('LaterProvider', 'p1', { branch: 'main' })
    expect(await status('LaterProvider', { providerVersionBranch: 'main' })).toBe(false)
  })

  test('holds for a new version with the same content', async () => {
    const name = { consumer: 'Same', provider: 'SameProvider', content: 'A' }
    await world.published('Same', '1', { for: 'SameProvider', content: 'A' })
    await world.verified(name, 'p1', { branch: 'main' })
    await world.published('Same', '2', { for: 'SameProvider', content: 'A' })
    expect(await status('SameProvider', { providerVersionBranch: 'main' })).toBe(false)
    await world.published('Same', '3', { for: 'SameProvider', content: 'B' })
    expect(await status('SameProvider', { providerVersionBranch: 'main' })).toBe(true)
  })

  const again = 'Read more at https://docs.pact.io/go/pending'

  test.each([
    [
      { providerVersionBranch: 'main' },
      `a version of Text from branch 'main'`,
      `any version of Text from branch 'main'`,
      '',
    ],
    [
      { providerVersionTags: ['m'] },
      `a version of Text with tag 'm'`,
      `any version of Text with tag 'm'`,
      'with this tag ',
    ],
    [
      { providerVersionTags: ['m', 'n', 'o'] },
      `a versions of Text with tag 'm', 'n' and 'o'`,
      `any versions of Text with tag 'm', 'n' and 'o'`,
      'with these tags ',
    ],
    [{}, 'Text', 'Text', ''],
  ])('of %j is explained with what each outcome will mean', async (...[build, one, any, tags]) => {
    await world.published('Explained', '1', { for: 'Text', content: 'A' })
    const [pact] = pactsIn(await ask('Text', { consumerVersionSelectors: [{ latest: true }], ...build }))
    expect(noticesOf(pact).slice(1)).toEqual([
      {
        when: 'before_verification',
        text: `This pact is in pending state for this version of Text because a successful verification result for ${one} has not yet been published. If this verification fails, it will not cause the overall build to fail. ${again}`,
      },
      {
        when: 'after_verification:success_true_published_false',
        text: `This pact is still in pending state for ${any} as the successful verification results ${tags}have not yet been published.`,
      },
      {
        when: 'after_verification:success_false_published_false',
        text: `This pact is still in pending state for ${any} as a successful verification result ${tags}has not yet been published`,
      },
      {
        when: 'after_verification:success_true_published_true',
        text: `This pact is no longer in pending state for ${any}, as a successful verification result ${tags}has been published. If a verification for a version of Text ${tags}fails in the future, it will fail the build. ${again}`,
      },
      {
        when: 'after_verification:success_false_published_true',
        text: `This pact is still in pending state for ${any} as a successful verification result ${tags}has not yet been published`,
      },
    ])
  })

  test.each([
    [{ providerVersionBranch: 'main' }, `a version of Settled from branch 'main'`],
    [{ providerVersionTags: ['m', 'n'] }, `a version of Settled with tag 'm' and 'n'`],
    [{}, 'Settled'],
  ])('that has ended for %j is explained in one sentence', async (build, by) => {
    await world.published('Explained', '1', { for: 'Settled', content: 'A' })
    await world.verified({ consumer: 'Explained', provider: 'Settled', content: 'A' }, 'p1', {
      branch: 'main',
      tags: ['m', 'n'],
    })
    const [pact] = pactsIn(await ask('Settled', { consumerVersionSelectors: [{ latest: true }], ...build }))
    expect(noticesOf(pact).slice(1)).toEqual([
      {
        when: 'before_verification',
        text: `This pact has previously been successfully verified by ${by}. If this verification fails, it will fail the build. ${again}`,
      },
    ])
  })
})

describe('work in progress', () => {
  const inProgress = async (provider: string, build: object) => {
    const request = { consumerVersionSelectors: [{ mainBranch: true }], includeWipPactsSince: '2020-01-01', ...build }
    return pactsIn(await ask(provider, request)).filter(({ verificationProperties }) => verificationProperties.wip)
  }
  const main = { providerVersionBranch: 'main' }

  beforeAll(async () => {
    await world.published('W', '1', { for: 'WP', content: 'A', branch: 'main' })
    await world.published('W', '2', { for: 'WP', content: 'B', branch: 'feat' })
    await world.published('W', '3', { for: 'WP', content: 'B', branch: 'feat2' })
    await world.published('W', '4', { for: 'WP', content: 'B', branch: 'feat3', tags: ['t1'] })
    await world.published('W', '5', { for: 'WP', content: 'C', branch: 'x', tags: ['t2'] })
  })

  test('comes after what was selected, once for each content, always pending', async () => {
    const reply = await ask('WP', {
      consumerVersionSelectors: [{ mainBranch: true }],
      includeWipPactsSince: '2020-01-01',
      ...main,
    })
    expect(pactsIn(reply).map((pact) => [named(pact), pact.shortDescription, pact.verificationProperties.wip])).toEqual(
      [
        ['W 1', 'latest from main branch', undefined],
        [
          'W 4',
          'latest from branch feat, latest from branch feat2, latest from branch feat3, latest with tag t1',
          true,
        ],
        ['W 5', 'latest from branch x, latest with tag t2', true],
      ],
    )
    const [, pact] = pactsIn(reply)
    const permalink = broker.url + world.permalink({ consumer: 'W', provider: 'WP', content: 'B' })
    expect(pact?._links.self.href).toBe(`${permalink}/metadata/dz10cnVl`)
    expect(pact?.verificationProperties.pending).toBe(true)
    expect(noticesOf(pact)).toHaveLength(6)
    expect(noticesOf(pact)[0]?.text).toBe(
      `The pact at ${permalink}/metadata/dz10cnVl is being verified because it is a 'work in progress' pact (ie. it is ` +
        `the pact for the latest version of W from branches 'feat', 'feat2' and 'feat3' and tagged with 't1' (all have ` +
        `the same content) and it has not yet been successfully verified by a version of WP from branch 'main' when the ` +
        `pact's application version was explicitly specified in the consumer version selectors). Read more at ` +
        'https://docs.pact.io/go/wip',
    )
    expect(noticesOf(pact)[1]?.text).toBe(
      `This pact is in pending state for this version of WP because it was included as a 'work in progress' pact. If this ` +
        'verification fails, it will not cause the overall build to fail. Read more at https://docs.pact.io/go/pending',
    )
  })

  test('has only its reason when the build does not ask for the pending status', async () => {
    const [pact] = await inProgress('WP', { ...main, includePendingStatus: false })
    expect(pact?.verificationProperties).toEqual({ wip: true, notices: [expect.anything()] })
  })

  test('names each tag of the provider once', async () => {
    const [pact] = await inProgress('WP', { providerVersionTags: ['m', 'n', 'm'] })
    expect(noticesOf(pact)[0]?.text).toContain(`verified by a versions of WP with tag 'm' and 'n' when`)
  })

  test('needs a date, and a branch or tags', async () => {
    expect(await inProgress('WP', {})).toEqual([])
    expect(await inProgress('WP', { ...main, includeWipPactsSince: undefined })).toEqual([])
    expect(await inProgress('WP', { ...main, includeWipPactsSince: '2999-01-01' })).toEqual([])
    expect(await inProgress('WP', { providerVersionTags: ['m'] })).toHaveLength(2)
  })

  test('is nothing that is selected', async () => {
    const selectors = [{ mainBranch: true }, { branch: 'feat' }]
    expect((await inProgress('WP', { ...main, consumerVersionSelectors: selectors })).map(named)).toEqual(['W 5'])
  })

  test('stays so while it is verified as such, and ends when it is verified on demand', async () => {
    const name = { consumer: 'On', provider: 'OnProvider', content: 'B' }
    await world.published('On', '1', { for: 'OnProvider', content: 'A', branch: 'main' })
    await world.published('On', '2', { for: 'OnProvider', content: 'B', branch: 'feat' })
    await world.verified(name, 'p1', { branch: 'main', wip: true })
    expect((await inProgress('OnProvider', main)).map(named)).toEqual(['On 2'])
    await world.verified(name, 'p2', { branch: 'main', success: false })
    expect((await inProgress('OnProvider', main)).map(named)).toEqual(['On 2'])
    await world.placed('OnProvider', 'early', { branch: 'early' })
    await world.verified(name, 'p3', { branch: 'main' })
    await world.placed('OnProvider', 'late', { branch: 'late' })
    expect(await inProgress('OnProvider', main)).toEqual([])
    expect((await inProgress('OnProvider', { providerVersionBranch: 'early' })).map(named)).toEqual(['On 2'])
    expect(await inProgress('OnProvider', { providerVersionBranch: 'late' })).toEqual([])
    expect(await inProgress('OnProvider', { providerVersionBranch: 'new' })).toEqual([])
  })

  test('is settled by the first success on demand, whoever had verified it as work in progress before', async () => {
    const name = { consumer: 'First', provider: 'FirstProvider', content: 'B' }
    await world.published('First', '1', { for: 'FirstProvider', content: 'B', branch: 'feat' })
    await world.verified(name, 'p1', { branch: 'a', wip: true })
    await world.verified(name, 'p2', { branch: 'b', wip: true })
    await world.placed('FirstProvider', 'early', { branch: 'early' })
    await world.verified(name, 'p3', { branch: 'c' })
    await world.verified(name, 'p4', { branch: 'd' })
    await world.placed('FirstProvider', 'late', { branch: 'late' })
    expect((await inProgress('FirstProvider', { providerVersionBranch: 'early' })).map(named)).toEqual(['First 1'])
    expect(await inProgress('FirstProvider', { providerVersionBranch: 'late' })).toEqual([])
  })

  test('is what stands at the head, though a newer version was put on the branch before', async () => {
    await world.published('Back', '1', { for: 'BackProvider', content: 'A' })
    await world.published('Back', '2', { for: 'BackProvider', content: 'B', branch: 'feat' })
    await world.placed('Back', '1', { branch: 'feat' })
    expect((await inProgress('BackProvider', main)).map(named)).toEqual(['Back 1'])
  })

  test('does not come back, however long ago it was settled', async () => {
    const name = { consumer: 'Old', provider: 'OldProvider', content: 'B' }
    await world.published('Old', '1', { for: 'OldProvider', content: 'B', branch: 'feat' })
    await world.verified(name, 'p1', { branch: 'main' })
    const past = new Date('2020-06-01')
    await broker.db.updateTable('verifications').set({ created_at: past, verified_at: past }).execute()
    await broker.db
      .updateTable('provider_successes')
      .set({ succeeded_at: past, settled_at: past })
      .where('settled_at', 'is not', null)
      .execute()
    expect(await inProgress('OldProvider', main)).toEqual([])
  })

  test('is only what stands at a head', async () => {
    await world.published('Head', '1', { for: 'HeadProvider', content: 'A', branch: 'feat', tags: ['t'] })
    expect(await inProgress('HeadProvider', main)).toHaveLength(1)
    await world.placed('Head', '2', { branch: 'feat' })
    expect((await inProgress('HeadProvider', main)).map(({ shortDescription }) => shortDescription)).toEqual([
      'latest with tag t',
    ])
    await world.placed('Head', '3', { tags: ['t'] })
    expect(await inProgress('HeadProvider', main)).toEqual([])
  })
})

describe('GET /pacts/provider/{provider}/for-verification', () => {
  test('answers the first form of the request, with a warning', async () => {
    const query =
      'consumer_version_selectors[][tag]=prod&consumer_version_selectors[][latest]=true&include_pending_status=false'
    const reply = await broker.get(`${address('P')}?${query}`)
    const [pact, ...others] = pactsIn(reply)
    expect(others).toEqual([])
    expect(pact?.shortDescription).toBe('latest with tag prod')
    expect(noticesOf(pact)[0]?.text).toMatch(/^WARNING - this version of the Pact library/)
  })

  test('leads verifiers, which look here first, to the address to post to', async () => {
    const reply = await broker.get(address('P'))
    expect(reply.status).toBe(200)
    expect(reply.json._links.self.href).toBe(broker.url + address('P'))
  })

  test('knows pending and work in progress', async () => {
    const query = 'provider_version_tags[]=m&include_wip_pacts_since=2020-01-01&consumer_version_selectors[][tag]=nope'
    const pacts = pactsIn(await broker.get(`${address('WP')}?${query}`))
    expect(pacts.map(({ verificationProperties }) => verificationProperties.wip)).toContain(true)
    expect(pacts.every(({ verificationProperties }) => verificationProperties.pending === true)).toBe(true)
  })

  test.each([
    ['consumer_version_selectors[][latest]=true', { consumer_version_selectors: ['tag is missing (at index 0)'] }],
    [
      'consumer_version_selectors[][tag]=&consumer_version_selectors[][latest]=maybe',
      {
        consumer_version_selectors: [
          'tag must be filled (at index 0)',
          'latest must be one of: true, false (at index 0)',
        ],
      },
    ],
    ['consumer_version_selectors=x', { consumer_version_selectors: ['must be an array'] }],
    ['provider_version_tags=m', { provider_version_tags: ['must be an array'] }],
    [
      'include_pending_status=x&include_wip_pacts_since=foo',
      { include_pending_status: ['must be one of: true, false'], include_wip_pacts_since: ['must be a date'] },
    ],
  ])('refuses %s', async (query, errors) => {
    const reply = await broker.get(`${address('P')}?${query}`)
    expect(reply.status).toBe(400)
    expect(reply.json).toEqual({ errors })
  })

  test('is 404 for a provider that nobody knows', async () => {
    expect((await broker.get(address('Nobody'))).status).toBe(404)
  })
})
