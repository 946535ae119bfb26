import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { type TallyBroker, startTallyBroker } from '../support/tally-broker.ts'

vi.setConfig({ testTimeout: 60_000 })

const UUID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/
let here: TallyBroker
const tally = (...args: readonly string[]) => here.tally(...args)

beforeAll(async () => {
  here = await startTallyBroker()
})
afterAll(() => here.stop())

describe('environments', () => {
  test('are created, changed in what is given, described, listed and deleted, by name as well as by UUID', async () => {
    const contact = ['--contact-name', 'Ann', '--contact-email-address', 'ann@example.org']
    const created = await tally('create-environment', '--name', 'uat', '--display-name', 'Acceptance', ...contact)
    const [uuid = ''] = UUID.exec(created.stdout) ?? []
    expect(created).toMatchObject({ code: 0, stdout: `The environment uat is created (${uuid}).\n` })
    expect(await tally('update-environment', '--uuid', uuid, '--name', 'staging', '--production')).toMatchObject({
      code: 0,
    })
    expect(await here.broker.findEnvironment('staging')).toMatchObject({
      uuid,
      displayName: 'Acceptance',
      production: true,
      contacts: [{ name: 'Ann', details: { emailAddress: 'ann@example.org' } }],
    })
    const described = await tally('describe-environment', '--uuid', 'staging')
    expect(described.stdout).toMatch(/^staging\nUUID: .*\nDisplay name: Acceptance\nProduction: yes\n/)
    expect(described.stdout).toContain('Contact: Ann, ann@example.org')
    const listed = await tally('list-environments')
    expect(listed.stdout).toMatch(/^NAME +DISPLAY NAME +PRODUCTION +UUID\nstaging +Acceptance +yes +[\da-f-]+\n$/)
    expect(JSON.parse((await tally('list-environments', '-o', 'json')).stdout)).toMatchObject({
      _embedded: { environments: [{ name: 'staging' }] },
    })
    expect(await tally('delete-environment', '--uuid', 'staging')).toMatchObject({ code: 0 })
    const gone = await tally('describe-environment', '--uuid', uuid)
    expect(gone).toMatchObject({ code: 1, stdout: '' })
    expect(gone.stderr).toContain('There are none yet.')
  })
})

describe('applications and versions', () => {
  test('are created, changed, described and listed', async () => {
    const created = await tally('create-or-update-pacticipant', '--name', 'Shop', '--main-branch', 'main')
    expect(created.stdout).toBe('Shop is created.\n')
    const updated = await tally('create-or-update-pacticipant', '--name', 'Shop', '--repository-url', 'https://x/shop')
    expect(updated.stdout).toBe('Shop is updated.\n')
    const described = await tally('describe-pacticipant', '--name', 'Shop')
    expect(described.stdout).toBe('Shop\nDisplay name: Shop\nMain branch: main\nRepository: https://x/shop\n')
    const listed = await tally('list-pacticipants', '-o', 'markdown')
    expect(listed.stdout).toContain('| Shop | Shop | main |  |  |')
    expect(await tally('describe-pacticipant', '--name', 'Nobody')).toMatchObject({ code: 1 })
  })

  test('versions are put on a branch, tagged, and looked at', async () => {
    const saved = await tally(
      'create-or-update-version',
      '-a',
      'Till',
      '-e',
      '1',
      '--branch',
      'main',
      '-t',
      'a',
      '-t',
      'b',
    )
    expect(saved.stdout).toBe('Till version 1 is on branch main and tagged a, b.\n')
    expect((await tally('create-version-tag', '-a', 'Till', '-e', '2', '-t', 'c')).stderr).toContain(
      '--auto-create-version',
    )
    await tally('create-version-tag', '-a', 'Till', '-e', '2', '-t', 'c', '--auto-create-version')
    const described = await tally('describe-version', '-a', 'Till', '-l', 'a')
    expect(described.stdout).toMatch(/^VERSION +BRANCHES +TAGS +BUILD +CREATED\n1 +main +a, b +\S+\n$/)
    expect((await tally('describe-version', '-a', 'Till', '-o', 'id')).stdout).toBe('2\n')
    await tally('delete-version-tag', '-a', 'Till', '-e', '1', '-t', 'b')
    const version = await here.broker.findVersion({ pacticipant: 'Till', version: '1' })
    expect(version?._embedded.tags.map(({ name }) => name)).toEqual(['a'])
    expect(await tally('create-or-update-version', '-a', 'Till', '-e', ' ')).toMatchObject({ code: 2 })
  })

  test('tags come from git where that is asked for', async () => {
    here.workplace.commit('feat/scanner')
    const run = await tally('create-version-tag', '-a', 'Till', '-e', '1', '--tag-with-git-branch')
    expect(run.stdout).toBe('Till version 1 is tagged feat/scanner.\n')
    expect(await tally('create-version-tag', '-a', 'Till', '-e', '1')).toMatchObject({ code: 2 })
  })

  test('branches are deleted', async () => {
    await here.broker.addToBranch({ pacticipant: 'Till', version: '1', branch: 'done' })
    const args = ['delete-branch', '-a', 'Till', '--branch', 'done'] as const
    expect((await tally(...args)).stdout).toBe('Branch done of Till is deleted.\n')
    expect(await tally(...args)).toMatchObject({ code: 0, stdout: 'Till has no branch done.\n' })
    expect(await tally(...args, '--error-when-not-found')).toMatchObject({ code: 1 })
  })
})

describe('what is where', () => {
  test('is recorded, shown, and taken back', async () => {
    await here.broker.createEnvironment({ name: 'production', production: true })
    for (const version of ['1', '2']) await here.broker.createVersion({ pacticipant: 'App', version })
    const to = ['-a', 'App', '--environment', 'production'] as const
    expect((await tally('record-deployment', ...to, '-e', '1', '--target', 'blue')).stdout).toBe(
      'App version 1 is recorded as deployed to production (instance blue).\n',
    )
    expect((await tally('record-release', ...to, '-e', '2')).stdout).toBe(
      'App version 2 is recorded as released to production.\n',
    )
    const both = await tally('describe-version', ...to)
    expect(both.stdout).toMatch(/^1 +deployed +blue +\S+\n2 +released +\S+$/m)
    expect((await tally('describe-version', ...to, '--released', '-o', 'id')).stdout).toBe('2\n')
    const which = await tally('record-undeployment', ...to)
    expect(which).toMatchObject({ code: 1 })
    expect(which.stderr).toContain('Recorded there are these instances: blue.')
    expect(await tally('record-undeployment', ...to, '--application-instance', 'blue')).toMatchObject({ code: 0 })
    expect(await tally('record-support-ended', ...to, '-e', '2')).toMatchObject({ code: 0 })
    expect((await tally('describe-version', ...to)).stdout).toBe('No version of App is recorded in production.\n')
  })
})

describe('what is published', () => {
  test('is listed, and written to files', async () => {
    await here.publish({ consumer: 'Radio', provider: 'Tuner', version: '1' })
    await here.publish({ consumer: 'Car Radio', provider: 'Tuner', version: '7' })
    const latest = await tally('list-latest-pact-versions')
    expect(latest.stdout).toMatch(/^Car Radio +7 +Tuner +\S+$/m)
    const listed = await tally('get-pacts', '--provider', 'Tuner', '--latest', '--download', '--download-dir', 'got')
    expect(listed.code).toBe(0)
    expect(listed.stdout).toContain('Written: got/Car_Radio-Tuner.json')
    const file = join(here.workplace.folder, 'got/Radio-Tuner.json')
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ consumer: { name: 'Radio' } })
    const one = await tally('list-pacts', '--provider', 'Tuner', '--consumer', 'Radio', '-o', 'json')
    expect(JSON.parse(one.stdout)._links['pb:pacts']).toHaveLength(1)
    const none = await tally(
      'get-pacts',
      '--provider',
      'Tuner',
      '--branch',
      'feat/none',
      '--download',
      '--download-dir',
      'x',
    )
    expect(none.stdout).toContain('No contracts with Tuner are published from branch feat/none.')
    expect(existsSync(join(here.workplace.folder, 'x'))).toBe(true)
  })

  test('needs states', async () => {
    await here.publish({ consumer: 'Blog', provider: 'Comments', version: '1' })
    const { stdout } = await tally('provider-states', 'list', '-r', 'Comments')
    expect(stdout).toMatch(/^STATE +PARAMETERS +CONSUMERS\nthere is an item +Blog\n$/)
    const json = await tally('provider-states', 'list', '--provider', 'Comments', '--json')
    expect(JSON.parse(json.stdout)).toMatchObject({
      providerStates: [{ name: 'there is an item', consumers: ['Blog'] }],
    })
  })
})

describe('webhooks', () => {
  test('are created with the switches of curl, listed, tried out and deleted', async () => {
    here.workplace.write('body.json', { pact: '${pactbroker.pactUrl}' })
    const args = ['-X', 'POST', '-d', '@body.json', '--description', 'Start the build', '--contract-published']
    const created = await tally(
      'create-webhook',
      ...args,
      '-H',
      'A: 1',
      'B: two: three',
      'https://nowhere.invalid/start',
    )
    const [uuid = ''] = /\((.+)\)\.$/m.exec(created.stdout)?.slice(1) ?? []
    expect(created).toMatchObject({ code: 0, stdout: `The webhook Start the build is created (${uuid}).\n` })
    expect(await here.broker.findWebhook(uuid)).toMatchObject({
      events: [{ name: 'contract_published' }],
      request: {
        method: 'POST',
        url: 'https://nowhere.invalid/start',
        headers: { a: '1', b: 'two: three' },
        body: { pact: '${pactbroker.pactUrl}' },
      },
    })
    expect((await tally('list-webhooks')).stdout).toContain('Start the build')
    const tried = await tally('test-webhook', '--uuid', uuid)
    expect(tried).toMatchObject({ code: 0, stdout: expect.stringContaining('The webhook does not work: ') })
    expect(await tally('test-webhook', '--uuid', uuid, '--fail')).toMatchObject({ code: 1 })
    expect((await tally('delete-webhook', '--uuid', uuid)).stdout).toBe(`The webhook ${uuid} is deleted.\n`)
    expect(await tally('delete-webhook', '--uuid', uuid)).toMatchObject({ code: 0 })
  })

  test('have a UUID of your choice where that is wanted', async () => {
    const { stdout } = await tally('generate-uuid')
    const uuid = stdout.trim()
    expect(uuid).toMatch(UUID)
    const args = ['https://ci.example.org/x', '--uuid', uuid, '-X', 'POST', '--contract-content-changed'] as const
    expect((await tally('create-or-update-webhook', ...args)).stdout).toContain(`is created (${uuid})`)
    expect((await tally('create-or-update-webhook', ...args, '--provider-label', 'web')).stdout).toContain('is updated')
    expect(await here.broker.findWebhook(uuid)).toMatchObject({ provider: { label: 'web' } })
  })

  test('that say too little, or too much, are refused before anything is sent', async () => {
    const url = ['create-webhook', 'https://ci.example.org/x', '-X', 'POST'] as const
    const wrong = [
      [...url],
      [...url, '--contract-published', '--consumer', 'A', '--consumer-label', 'a'],
      [...url, '--contract-published', '-H', 'no header'],
      [...url, '--contract-published', '-d', '@nowhere.json'],
      ['create-webhook', '-X', 'POST', '--contract-published'],
    ]
    const runs = await Promise.all(wrong.map((args) => tally(...args)))
    expect(runs.map(({ code, stdout }) => ({ code, stdout }))).toEqual(wrong.map(() => ({ code: 2, stdout: '' })))
  })
})

test('who changed what is listed, page by page', async () => {
  await tally('create-environment', '--name', 'audited')
  await tally('delete-environment', '--uuid', 'audited')
  const listed = await tally('list-audit-entries', '--subject', 'audited', '--kind', 'environment')
  expect(listed.stdout).toMatch(
    /^ID +TIME +WHO +FROM +WHAT +TO WHAT\n\d+ +\S+ +anybody +127\.0\.0\.1 +environment-deleted +environment audited\n.*environment-created/,
  )
  const [id = ''] = /^\d+/m.exec(listed.stdout) ?? []
  const first = await tally('list-audit-entries', '--subject', 'audited', '--size', '1')
  expect(first.stdout).toContain(`There are older ones: --before ${id}\n`)
  const older = await tally('list-audit-entries', '--subject', 'audited', '--before', id, '-o', 'json')
  expect(JSON.parse(older.stdout)._embedded.entries).toMatchObject([{ action: 'environment-created' }])
  expect((await tally('list-audit-entries', '--actor', 'nobody')).stdout).toBe('There are no such entries.\n')
  expect(await tally('list-audit-entries', '--action', 'made-up')).toMatchObject({ code: 2 })
})
