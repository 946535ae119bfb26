import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { signedUp } from '../../../broker/test/support/people.ts'
import { type TallyBroker, startTallyBroker } from '../support/tally-broker.ts'

vi.setConfig({ testTimeout: 60_000 })

const UUID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/
let here: TallyBroker
const tally = (...args: readonly string[]) => here.tally(...args)

beforeAll(async () => {
  here = await startTallyBroker()
  await here.broker.savePacticipant({ name: 'Shop' })
})
afterAll(() => here.stop())

describe('teams', () => {
  test('are created, listed, described and deleted, with members and applications', async () => {
    const created = await tally('create-team', '--name', 'Checkout')
    const [uuid = ''] = UUID.exec(created.stdout) ?? []
    expect(created).toMatchObject({ code: 0, stdout: `The team Checkout is created (${uuid}).\n` })
    expect((await tally('create-team', '--name', 'checkout')).stderr).toContain('There is a team')
    const ada = await signedUp(here.server.db, { name: 'Ada' })
    const member = ['--team', 'Checkout', '--person', ada.uuid] as const
    expect((await tally('set-team-member', ...member)).stdout).toBe('Ada is contributor in the team Checkout.\n')
    await tally('set-team-member', ...member, '--role', 'maintainer')
    const shop = ['--team', uuid, '-a', 'Shop'] as const
    expect((await tally('add-to-team', ...shop)).stdout).toBe('Shop belongs to the team Checkout.\n')
    const listed = await tally('list-teams', '-q', 'check')
    expect(listed.stdout).toMatch(/^NAME +MEMBERS +APPLICATIONS +UUID\nCheckout +1 +1 +\S+\n$/)
    const described = await tally('describe-team', '--team', 'Checkout')
    expect(described.stdout).toMatch(/^Ada +ada@example.org +maintainer +\S+\n\nAPPLICATION\nShop$/m)
    expect((await tally('remove-from-team', ...shop)).stdout).toBe('Shop belongs to nobody now.\n')
    expect(await tally('remove-team-member', ...member)).toMatchObject({ code: 0 })
    expect(await tally('delete-team', '--team', 'Checkout')).toMatchObject({ code: 0 })
    expect(await tally('describe-team', '--team', 'Checkout')).toMatchObject({ code: 1, stdout: '' })
    expect((await tally('list-teams')).stdout).toBe('There is no such team.\n')
  })
})

describe('tokens', () => {
  test('are created with a secret that is shown once, listed, and revoked', async () => {
    const wanted = ['--name', 'CI of Shop', '--scope', 'publish', 'record', '-a', 'Shop'] as const
    const created = await tally('create-token', ...wanted, '--days', '30')
    expect(created.stdout).toMatch(/^The token CI of Shop is created \(\S+\)\.\n\nIts secret.*:\ntally_[\w-]{43}\n$/)
    const [uuid = ''] = UUID.exec(created.stdout) ?? []
    const listed = await tally('list-tokens')
    expect(listed.stdout).toMatch(/^CI of Shop +the system +read, publish, record +Shop +until \S+ +never +\S+$/m)
    expect(listed.stdout).not.toContain('tally_')
    expect((await tally('revoke-token', '--uuid', uuid)).stdout).toBe(`The token ${uuid} is revoked.\n`)
    expect((await tally('list-tokens')).stdout).not.toContain('CI of Shop')
    expect((await tally('list-tokens', '--all')).stdout).toContain('revoked')
  })

  test.each([
    [['--everything', '--team', 'x'], 'Give either --everything'],
    [[], 'Say what it reaches'],
    [['--everything', '--scope', 'fly'], 'Allowed choices are'],
  ])('are not asked for with %j', async (args, sentence) => {
    const run = await tally('create-token', '--name', 'CI', ...args)
    expect(run).toMatchObject({ code: 2, stderr: expect.stringContaining(sentence) })
  })
})

test('who asks learns who they are', async () => {
  expect((await tally('whoami')).stdout).toMatch(
    /^anybody: this broker asks nobody who they are\nMay read everything, /,
  )
})

describe('trust rules', () => {
  test('are created, listed, tried out and deleted', async () => {
    const issuer = 'https://token.actions.githubusercontent.com'
    const wanted = [
      '--name',
      'Shop',
      '--issuer',
      issuer,
      '--audience',
      'tallystick',
      '--scope',
      'publish',
      '-a',
      'Shop',
    ]
    expect(await tally('create-trust-rule', ...wanted, '--claim', 'repository')).toMatchObject({ code: 2 })
    const open = await tally('create-trust-rule', ...wanted, '--claim', 'ref=refs/heads/main')
    expect(open).toMatchObject({ code: 1, stderr: expect.stringContaining('must say whose builds are meant') })
    const claims = ['--claim', 'repository=acme/shop', '--claim', 'ref=refs/heads/*'] as const
    const created = await tally('create-trust-rule', ...wanted, ...claims)
    expect(created.stdout).toMatch(/^Builds with repository=acme\/shop, ref=refs\/heads\/\* are trusted/)
    const [uuid = ''] = UUID.exec(created.stdout) ?? []
    const listed = await tally('list-trust-rules')
    expect(listed.stdout).toMatch(
      /^Shop +https:\S+ +tallystick +ref=\S+ repository=acme\/shop +read, publish +Shop +\S+$/m,
    )
    const identity = [
      '--claim',
      `iss=${issuer}`,
      '--claim',
      'aud=tallystick',
      '--claim',
      'repository=acme/shop',
    ] as const
    const tried = await tally('try-trust-rules', ...identity)
    expect(tried).toMatchObject({ code: 1, stdout: expect.stringMatching(/^Shop +ref +refs\/heads\/\* +nothing$/m) })
    const fitting = await tally('try-trust-rules', ...identity, '--claim', 'ref=refs/heads/main')
    expect(fitting).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("publish contracts and versions for 'Shop'"),
    })
    expect(await tally('delete-trust-rule', '--uuid', uuid)).toMatchObject({ code: 0 })
    expect((await tally('list-trust-rules')).stdout).toBe('No build is trusted by its identity.\n')
  })
})
