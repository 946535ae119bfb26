import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type RealCli, startRealCli } from '../support/real-cli.ts'

let cli: RealCli

beforeAll(async () => {
  cli = await startRealCli()
})

afterAll(() => cli.stop())

describe('pacticipants', () => {
  test('are created, updated, described and listed', async () => {
    const repository = ['--repository-url', 'https://github.com/example/orders']
    const details = ['--display-name', 'My Orders', '--main-branch', 'main', ...repository]
    const created = await cli.pactBroker('create-or-update-pacticipant', '--name', 'Order API', ...details)
    expect(created.output).toContain('Pacticipant does not exist, creating it')
    expect(created.output).toContain("Pacticipant 'Order API' created successfully")
    expect(created.exitCode).toBe(0)

    const changes = ['--name', 'Order API', '--main-branch', 'trunk']
    const updated = await cli.pactBroker('create-or-update-pacticipant', ...changes)
    expect(updated.output).toBe("Pacticipant 'Order API' updated successfully")
    expect(updated.exitCode).toBe(0)

    const described = await cli.pactBroker('describe-pacticipant', '--name', 'Order API')
    expect(described.output).toContain('Name: Order API\nDisplay Name: My Orders\nMain Branch: trunk\n')
    expect(described.output).toContain('Repo URL: https://github.com/example/orders\n')
    expect(described.exitCode).toBe(0)

    const listed = await cli.pactBroker('list-pacticipants')
    expect(listed.output).toContain('NAME | DISPLAY NAME\n')
    expect(listed.output).toContain('"Order API" | "My Orders"')
    expect(listed.exitCode).toBe(0)
    const asJson = await cli.pactBroker('list-pacticipants', '-o', 'json')
    expect(JSON.parse(asJson.output)._embedded.pacticipants).toContainEqual(
      expect.objectContaining({ name: 'Order API', mainBranch: 'trunk' }),
    )
  })

  test('with a main branch that cannot be one are refused', async () => {
    await cli.pactBroker('create-or-update-pacticipant', '--name', 'Blog')
    const branch = ['--main-branch', 'a b']
    const { exitCode, output } = await cli.pactBroker('create-or-update-pacticipant', '--name', 'Blog', ...branch)
    expect(output).toContain(
      `Failed to update pacticipant 'Blog': failed validation - ["mainBranch: cannot contain spaces"]`,
    )
    expect(exitCode).toBe(1)
  })

  test('that do not exist cannot be described', async () => {
    const { exitCode, output } = await cli.pactBroker('describe-pacticipant', '--name', 'Nobody')
    expect(output).toContain("Request to pact broker path '/pacticipants/Nobody' failed: 404 Not Found")
    expect(exitCode).toBe(1)
  })
})

describe('versions', () => {
  test('are put on branches and tagged', async () => {
    const properties = ['--branch', 'colours', '--tag', 'prod']
    const created = await cli.pactBroker('create-or-update-version', '-a', 'Stock', '-e', '10', ...properties)
    expect(created.output).toBe("Branch 'colours' created for version '10'\nTag 'prod' created for version '10'")
    expect(created.exitCode).toBe(0)

    const described = await cli.pactBroker('describe-version', '-a', 'Stock', '-e', '10', '-o', 'json')
    expect(JSON.parse(described.output)).toMatchObject({
      number: '10',
      _embedded: { branchVersions: [{ name: 'colours', latest: true }], tags: [{ name: 'prod' }] },
    })
  })

  test('are described by number, as the latest, and as the latest with a tag', async () => {
    for (const version of ['1', '2', '3']) {
      await cli.pactBroker('create-or-update-version', '-a', 'Radio', '-e', version, '--branch', 'main')
    }
    await cli.pactBroker('create-version-tag', '-a', 'Radio', '-e', '2', '-t', 'dev')
    await cli.pactBroker('create-version-tag', '-a', 'Radio', '-e', '2', '-t', 'rc')
    const byNumber = await cli.pactBroker('describe-version', '-a', 'Radio', '-e', '2')
    expect(byNumber.output).toBe('NAME | TAGS\n2 | dev, rc')
    const latest = await cli.pactBroker('describe-version', '-a', 'Radio')
    expect(latest.output).toMatch(/^NAME \| TAGS\n3 \|/)
    const tagged = await cli.pactBroker('describe-version', '-a', 'Radio', '-l', 'dev')
    expect(tagged.output).toBe('NAME | TAGS\n2 | dev, rc')
    expect([byNumber.exitCode, latest.exitCode, tagged.exitCode]).toEqual([0, 0, 0])

    const unknown = await cli.pactBroker('describe-version', '-a', 'Radio', '-e', '99')
    expect(unknown.output).toBe('❌ Pacticipant version not found')
    expect(unknown.exitCode).toBe(1)
  })

  test('must exist to be tagged, unless told otherwise', async () => {
    await cli.pactBroker('create-or-update-version', '-a', 'Clock', '-e', '1', '--branch', 'main')
    const tag = (version: string, ...more: readonly string[]) =>
      cli.pactBroker('create-version-tag', '-a', 'Clock', '-e', version, '-t', 'rc', ...more)

    const tagged = await tag('1')
    expect(tagged.output).toBe("Tagging version '1' of pacticipant 'Clock' with tag 'rc' - Success")
    expect(tagged.exitCode).toBe(0)
    const unknown = await tag('99')
    expect(unknown.output).toBe(
      "❌ Version '99' of pacticipant 'Clock' does not exist. Use --auto-create-version to create it.",
    )
    expect(unknown.exitCode).toBe(1)
    const created = await tag('99', '--auto-create-version')
    expect(created.output).toBe("Tagging version '99' of pacticipant 'Clock' with tag 'rc' - Success")
    expect(created.exitCode).toBe(0)

    const removed = await cli.pactBroker('delete-version-tag', '-a', 'Clock', '-e', '1', '-t', 'rc')
    expect(removed.output).toContain("Successfully deleted tag 'rc' from version '1' of pacticipant 'Clock'")
    expect(removed.exitCode).toBe(0)
  })
})

test('delete-branch forgets a branch, and keeps its versions', async () => {
  await cli.published('1', { consumer: 'Truck', provider: 'Engine', branch: 'feat/a' })
  const branch = ['delete-branch', '-a', 'Truck', '--branch', 'feat/a'] as const
  const deleted = await cli.pactBroker(...branch)
  expect(deleted.output).toBe("Successfully deleted branch 'feat/a' of pacticipant 'Truck'")
  expect(deleted.exitCode).toBe(0)
  const again = await cli.pactBroker(...branch)
  expect(again.output).toBe("Could not delete branch 'feat/a' of pacticipant 'Truck' as it was not found")
  const version = await cli.pactBroker('describe-version', '-a', 'Truck', '-e', '1', '-o', 'json')
  expect(JSON.parse(version.output)).toMatchObject({ number: '1', _embedded: { branchVersions: [] } })
})
