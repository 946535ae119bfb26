import { readFile } from 'node:fs/promises'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { type TestBroker, startTestBroker } from '../../broker/test/support/server.ts'
import { type BrokerClient, createBrokerClient } from '../src/index.ts'
import { runTally } from './support/tally.ts'
import { type Workplace, createWorkplace } from './support/workplace.ts'

// Every run of tally is a process of its own.
vi.setConfig({ testTimeout: 60_000 })

let server: TestBroker
let broker: BrokerClient
let workplace: Workplace
/** Names of this test's own: the broker is shared. */
let shop: string
let stock: string
let count = 0

beforeAll(async () => {
  server = await startTestBroker()
  broker = createBrokerClient({ baseUrl: server.url })
  await broker.createEnvironment({ name: 'production', production: true })
})
afterAll(() => server.stop())

beforeEach(() => {
  count += 1
  shop = `Shop ${count}`
  stock = `Stock ${count}`
  workplace = createWorkplace()
})
afterEach(() => workplace.remove())

const tally = (...args: readonly string[]) => tallyWith({}, ...args)
const tallyWith = (env: Readonly<Record<string, string>>, ...args: readonly string[]) =>
  runTally(args, { cwd: workplace.folder, env: { PACT_BROKER_BASE_URL: server.url, ...env } })

const contract = (consumer: string, provider: string, description = 'a request') => ({
  consumer: { name: consumer },
  provider: { name: provider },
  interactions: [{ description, request: { method: 'GET', path: '/' }, response: { status: 200 } }],
  metadata: { pactSpecification: { version: '2.0.0' } },
})

const publish = (version: string) =>
  broker.publishContracts({
    pacticipant: shop,
    version,
    branch: 'main',
    contracts: [{ provider: stock, content: contract(shop, stock) }],
  })

async function verify(providerVersion: string, success: boolean): Promise<void> {
  const found = await broker.findLatestContract({ consumer: shop, provider: stock })
  if (!found) throw new Error('there is no contract')
  await broker.publishVerificationResult(found, { success, providerApplicationVersion: providerVersion })
}

const deployStock = (version: string) =>
  broker.recordDeployment({ pacticipant: stock, version, environment: 'production' })

describe('publish', () => {
  test('publishes the contracts of a folder, and prints what the broker says', async () => {
    workplace.write('pacts/stock.json', contract(shop, stock))
    workplace.write('pacts/mail.json', contract(shop, `Mail ${count}`))
    const details = ['-h', 'main', '-t', 'a,b', '--tag', 'c', '--build-url', 'http://ci/1'] as const
    const { code, stdout, stderr } = await tally('publish', 'pacts', '-a', '1.0', ...details)
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toContain(`Publishing ${shop} version 1.0 (branch main, http://ci/1)`)
    expect(stdout).toContain(`Pact successfully published for ${shop} version 1.0 and provider ${stock}`)
    const version = await broker.findVersion({ pacticipant: shop, version: '1.0' })
    expect(version).toMatchObject({ buildUrl: 'http://ci/1', _embedded: { branchVersions: [{ name: 'main' }] } })
    expect(version?._embedded.tags.map(({ name }) => name)).toEqual(['a', 'b', 'c'])
    expect(await broker.findContract({ consumer: shop, version: '1.0', provider: `Mail ${count}` })).toBeDefined()
  })

  test('says it in Markdown, and to GitHub Actions, a conflict too', async () => {
    workplace.write('pacts/stock.json', contract(shop, stock))
    const markdown = await tally('publish', 'pacts', '-a', '1.0', '--output', 'markdown')
    expect(markdown).toMatchObject({ code: 0, stderr: '' })
    expect(markdown.stdout).toContain(`**Publishing ${shop} version 1.0**`)
    expect(markdown.stdout).toContain(`**Pact successfully published for ${shop} version 1.0`)
    workplace.write('pacts/stock.json', contract(shop, stock, 'another request'))
    const summary = `${workplace.folder}/summary.md`
    const conflict = await tallyWith({ GITHUB_STEP_SUMMARY: summary }, 'publish', 'pacts', '-a', '1.0', '-o', 'github')
    expect(conflict.code).toBe(1)
    expect(conflict.stdout).toMatch(/^::error::Cannot change the content of the pact/m)
    expect(await readFile(summary, 'utf8')).toContain('**Cannot change the content of the pact')
  })

  test('takes version and branch from git when no version is given', async () => {
    workplace.write('pacts/stock.json', contract(shop, stock))
    const commit = workplace.commit('feat/x')
    const { code } = await tally('publish', 'pacts')
    expect(code).toBe(0)
    const version = await broker.findVersion({ pacticipant: shop, version: commit })
    expect(version?._embedded.branchVersions.map(({ name }) => name)).toEqual(['feat/x'])
  })

  test('takes the branch and the build from the build system of a detached head', async () => {
    workplace.write('pacts/stock.json', contract(shop, stock))
    const commit = workplace.commit()
    workplace.git('checkout', '--quiet', '--detach')
    const env = {
      GITHUB_ACTIONS: 'true',
      GITHUB_REF: 'refs/pull/7/merge',
      GITHUB_HEAD_REF: 'fix/y',
      GITHUB_SERVER_URL: 'https://github.com',
      GITHUB_REPOSITORY: 'acme/shop',
      GITHUB_RUN_ID: '42',
    }
    const { code } = await tallyWith(env, 'publish', 'pacts', '-r', '--tag-with-git-branch')
    expect(code).toBe(0)
    expect(await broker.findVersion({ pacticipant: shop, version: commit })).toMatchObject({
      buildUrl: 'https://github.com/acme/shop/actions/runs/42',
      _embedded: { branchVersions: [{ name: 'fix/y' }], tags: [{ name: 'fix/y' }] },
    })
  })

  test('leaves branch and build alone when only a version is given', async () => {
    workplace.write('pacts/stock.json', contract(shop, stock))
    workplace.commit()
    await tallyWith({ CIRCLECI: 'true', CIRCLE_BUILD_URL: 'http://ci/1' }, 'publish', 'pacts', '-a', '1')
    const version = await broker.findVersion({ pacticipant: shop, version: '1' })
    expect(version?._embedded.branchVersions).toEqual([])
    expect(version).not.toHaveProperty('buildUrl')
  })

  test('does not publish uncommitted work under the number of the commit', async () => {
    workplace.write('pacts/stock.json', contract(shop, stock))
    workplace.write('shop.ts', '')
    const commit = workplace.commit()
    workplace.write('shop.ts', 'export const changed = true\n')
    const { code, stderr } = await tally('publish', 'pacts')
    expect(code).toBe(0)
    expect(stderr).toContain('changes that are not committed (shop.ts)')
    expect(await broker.findVersion({ pacticipant: shop, version: commit })).toBeUndefined()
    const latest = await broker.findLatestVersion({ pacticipant: shop })
    expect(latest?.number).toMatch(new RegExp(`^${commit}-dirty-[0-9a-f]{8}$`))
  })

  test('publishes for each consumer that the files are of', async () => {
    workplace.write('a/pacts/one.json', contract(shop, stock))
    workplace.write('b/pacts/two.json', contract(`Till ${count}`, stock))
    const { code, stdout } = await tally('publish', '*/pacts/*.json', '-a', '1', '-o', 'json')
    expect(code).toBe(0)
    const published: { _embedded: { pacticipant: { name: string } } }[] = JSON.parse(stdout)
    expect(published.map(({ _embedded }) => _embedded.pacticipant.name)).toEqual([shop, `Till ${count}`])
  })

  test('says what differs, and ends with 1, when this version has other content', async () => {
    workplace.write('one.json', contract(shop, stock))
    workplace.write('two.json', contract(shop, stock, 'another request'))
    await tally('publish', 'one.json', '-a', '1')
    const { code, stderr } = await tally('publish', 'two.json', '-a', '1')
    expect(code).toBe(1)
    expect(stderr).toContain('Cannot change the content of the pact')
    expect(stderr).toContain('another request')
  })

  test('merges what parallel builds publish', async () => {
    workplace.write('one.json', contract(shop, stock))
    workplace.write('two.json', contract(shop, stock, 'another request'))
    const refused = await tally('publish', 'one.json', 'two.json', '-a', '1')
    expect(refused.code).toBe(2)
    expect(refused.stderr).toContain('one.json and two.json both hold a contract')
    expect(await tally('publish', 'one.json', 'two.json', '-a', '1', '--merge')).toMatchObject({ code: 0, stderr: '' })
    const merged = await broker.findContract({ consumer: shop, version: '1', provider: stock })
    expect(merged?.interactions).toHaveLength(2)
  })

  test('ends with 2 when there is nothing to publish', async () => {
    workplace.write('pacts/broken.json', '{')
    const cases = [
      ['pacts', 'pacts/broken.json is not JSON'],
      ['nowhere', "There is no file or folder 'nowhere'"],
      ['*.json', "No file matches '*.json'"],
    ] as const
    const runs = await Promise.all(cases.map(([files]) => tally('publish', files, '-a', '1')))
    for (const [index, [, message]] of cases.entries()) {
      expect(runs[index]).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining(message) })
    }
  })

  test('ends with 2 when no version is known', async () => {
    workplace.write('pacts/stock.json', contract(shop, stock))
    const { code, stderr } = await tally('publish', 'pacts')
    expect(code).toBe(2)
    expect(stderr).toContain('--consumer-app-version')
  })
})

describe('can-i-deploy', () => {
  const ask = (...more: readonly string[]) =>
    tally('can-i-deploy', '--pacticipant', shop, '--version', '1', '--to-environment', 'production', ...more)

  test('says yes, with the contracts that it looked at, and ends with 0', async () => {
    await publish('1')
    await verify('5', true)
    await deployStock('5')
    const { code, stdout, stderr } = await ask()
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toContain(`Yes: ${shop} version 1 can be deployed to production.`)
    expect(stdout).toMatch(new RegExp(`^${shop} +1 +${stock} +5 +yes$`, 'm'))
  })

  test('says no and why, with the way to the result, and ends with 1', async () => {
    await publish('1')
    await verify('5', false)
    await deployStock('5')
    const { code, stdout } = await ask()
    expect(code).toBe(1)
    expect(stdout).toContain(`No: ${shop} version 1 cannot be deployed to production.`)
    expect(stdout).toMatch(new RegExp(`^✗ The verification .*${stock}`, 'm'))
    expect(stdout).toMatch(new RegExp(`^Failed: ${server.url}/`, 'm'))
    expect(stdout).toMatch(new RegExp(`^ {2}Next, for ${stock} or ${shop}: `, 'm'))
  })

  test('says not yet while a result is missing, asks again, and ends with 1', async () => {
    await publish('1')
    await verify('5', true)
    await deployStock('5')
    await publish('2')
    await broker.publishContracts({
      pacticipant: shop,
      version: '3',
      contracts: [{ provider: stock, content: contract(shop, stock, 'something new') }],
    })
    const args = ['can-i-deploy', '-a', shop, '-e', '3', '--to-environment', 'production'] as const
    const { code, stdout, stderr } = await tally(...args, '--retry-while-unknown', '2', '--retry-interval', '0')
    expect(code).toBe(1)
    expect(stdout).toContain(`Not yet: ${shop} version 3 cannot be deployed to production`)
    expect(stderr).toContain('1 result is missing: asking again in 0 seconds (2 of 2)')
    const dry = await tallyWith({ PACT_BROKER_CAN_I_DEPLOY_DRY_RUN: 'true' }, ...args)
    expect(dry.code).toBe(0)
    expect(dry.stdout).toContain('Not yet')
    expect(dry.stderr).toContain('This is a dry run')
  })

  test('asks about several versions together, and leaves out what is to be ignored', async () => {
    await publish('1')
    await verify('5', false)
    const together = ['can-i-deploy', '-a', shop, '--branch', 'main', '-a', stock, '-e', '5'] as const
    expect(await tally(...together)).toMatchObject({ code: 1 })
    await deployStock('5')
    expect(await ask('--ignore', stock)).toMatchObject({ code: 0 })
    const env = { PACT_BROKER_CAN_I_DEPLOY_IGNORE: `Other, ${stock}` }
    const args = ['can-i-deploy', '-a', shop, '-e', '1', '--to-environment', 'production'] as const
    expect(await tallyWith(env, ...args)).toMatchObject({ code: 0 })
  })

  test('gives the answer of the broker as JSON', async () => {
    await publish('1')
    await verify('5', true)
    await deployStock('5')
    const { code, stdout } = await ask('--output', 'json')
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({
      summary: { deployable: true },
      matrix: [{ consumer: { name: shop } }],
      reasons: [{ code: 'all-verified' }],
    })
  })

  test('gives no table where only text is wanted', async () => {
    await publish('1')
    await verify('5', true)
    await deployStock('5')
    const { stdout } = await ask('-o', 'text')
    expect(stdout).toContain('Yes: ')
    expect(stdout).not.toContain('CONSUMER')
  })

  test('ends with 1 when the broker refuses the question, and with 2 when there is none', async () => {
    const unknown = await tally('can-i-deploy', '-a', 'Nobody', '-e', '1', '--to-environment', 'production')
    expect(unknown).toMatchObject({ code: 1, stdout: '' })
    expect(unknown.stderr).toContain('Nobody')
    const wrong = [[], ['-a', shop], ['-e', '1'], ['--nonsense'], ['-a', shop, '-e', '1', '--limit', 'x']]
    const runs = await Promise.all(wrong.map((args) => tally('can-i-deploy', ...args)))
    expect(runs.map(({ code, stdout }) => ({ code, stdout }))).toEqual(wrong.map(() => ({ code: 2, stdout: '' })))
  })
})

describe('record-deployment', () => {
  test('records it', async () => {
    await publish('1')
    const { code, stdout } = await tally('record-deployment', '-a', shop, '-e', '1', '--environment', 'production')
    expect({ code, stdout }).toEqual({ code: 0, stdout: `${shop} version 1 is recorded as deployed to production.\n` })
    const deployed = await broker.listDeployedVersions('production')
    expect(deployed.map(({ _embedded }) => _embedded?.pacticipant.name)).toContain(shop)
  })

  test('records an instance, and gives the deployment as JSON', async () => {
    await publish('1')
    const args = ['record-deployment', '-a', shop, '-e', '1', '--environment', 'production'] as const
    const { stdout } = await tally(...args, '--application-instance', 'blue', '-o', 'json')
    expect(JSON.parse(stdout)).toMatchObject({ currentlyDeployed: true, applicationInstance: 'blue' })
  })

  test('ends with 1 and says what is missing', async () => {
    await publish('1')
    const nowhere = await tally('record-deployment', '-a', shop, '-e', '1', '--environment', 'moon')
    expect(nowhere).toMatchObject({ code: 1, stdout: '' })
    expect(nowhere.stderr).toMatch(/There is no environment named 'moon'. There are: .*production/)
    const nothing = await tally('record-deployment', '-a', shop, '-e', '9', '--environment', 'production')
    expect(nothing).toMatchObject({ code: 1, stdout: '' })
    expect(nothing.stderr).toContain(`no version 9 of ${shop}`)
    expect(await tally('record-deployment', '-a', shop)).toMatchObject({ code: 2, stdout: '' })
  })
})

describe('create-environment', () => {
  test('creates it with all that is said of it', async () => {
    const name = `uat-${count}`
    const contact = ['--contact-name', 'Ann', '--contact-email-address', 'ann@example.org']
    const { code } = await tally(
      'create-environment',
      '--name',
      name,
      '--display-name',
      'UAT',
      '--production',
      ...contact,
    )
    expect(code).toBe(0)
    expect(await broker.findEnvironment(name)).toMatchObject({
      displayName: 'UAT',
      production: true,
      contacts: [{ name: 'Ann', details: { emailAddress: 'ann@example.org' } }],
    })
  })

  test('gives its id where that is wanted, and ends with 1 when the name is taken', async () => {
    const name = `test-${count}`
    const { stdout } = await tally('create-environment', '--name', name, '--no-production', '-o', 'id')
    expect(await broker.findEnvironment(name)).toMatchObject({ uuid: stdout.trim(), production: false })
    const again = await tally('create-environment', '--name', name)
    expect(again).toMatchObject({ code: 1, stdout: '' })
    expect(again.stderr).toContain(name)
  })
})

describe('tally', () => {
  test('ends with 3 when no broker answers, and says where it looked', async () => {
    const args = ['can-i-deploy', '-a', shop, '-e', '1'] as const
    const dead = await runTally([...args, '-b', 'http://127.0.0.1:1', '--retries', '1'])
    expect(dead).toMatchObject({ code: 3, stdout: '' })
    expect(dead.stderr).toContain('The broker at http://127.0.0.1:1 cannot be reached')
    const inEnvironment = await runTally(args, {
      env: {
        TALLYSTICK_BASE_URL: 'http://127.0.0.1:1',
        TALLYSTICK_HTTP_RETRIES: '0',
        PACT_BROKER_BASE_URL: server.url,
      },
    })
    expect(inEnvironment.code).toBe(3)
  })

  test('ends with 2 when the address of the broker is none', async () => {
    const { code, stderr } = await tally('can-i-deploy', '-a', shop, '-e', '1', '-b', 'broker.example.org')
    expect(code).toBe(2)
    expect(stderr).toContain("must begin with http:// or https://, but it is 'broker.example.org'")
  })

  test('helps, and says its version', async () => {
    const help = await tally('--help')
    expect(help.code).toBe(0)
    for (const command of ['publish', 'can-i-deploy', 'record-deployment', 'create-environment']) {
      expect(help.stdout).toContain(`  ${command} `)
    }
    expect(await tally('publish', '-h')).toMatchObject({ code: 0, stderr: '' })
    expect((await tally('help', 'can-i-deploy')).stdout).toContain('--retry-while-unknown')
    expect((await tally('--version')).stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
    expect(await tally('pubilsh')).toMatchObject({ code: 2, stdout: '' })
  })

  test('prints every request where that is wanted, but no credentials', async () => {
    const name = `verbose-${count}`
    const args = ['create-environment', '--name', name, '--verbose', '-k', 'secret', '--custom-header', 'X-Team: shop']
    const { code, stderr } = await tally(...args)
    expect(code).toBe(0)
    expect(stderr).toMatch(new RegExp(`^POST ${server.url}/environments → 201 \\(\\d+ ms\\)$`, 'm'))
    expect(stderr).not.toContain('secret')
  })

  test('answers by its exit code though nobody reads on', async () => {
    const run = await runTally(['create-environment', '--name', `unread-${count}`, '-b', server.url], {
      isUnread: true,
    })
    expect(run).toEqual({ code: 0, stdout: '', stderr: '' })
  })

  test('colours nothing that is not for a terminal', async () => {
    await publish('1')
    await verify('5', true)
    await deployStock('5')
    const args = ['can-i-deploy', '-a', shop, '-e', '1', '--to-environment', 'production'] as const
    expect((await tally(...args)).stdout).not.toContain('\u001B')
    expect((await tallyWith({ FORCE_COLOR: '1' }, ...args)).stdout).toContain('\u001B[32mYes')
  })
})
