import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type RealCli, startRealCli } from '../support/real-cli.ts'

let cli: RealCli
const uuid = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/

beforeAll(async () => {
  cli = await startRealCli()
  await cli.pactBroker('create-environment', '--name', 'test')
  for (const version of ['10', '11']) {
    await cli.pactBroker('create-or-update-version', '-a', 'Stock', '-e', version, '--branch', 'main')
  }
})

afterAll(() => cli.stop())

const stock = (version: string) => ['-a', 'Stock', '-e', version, '--environment', 'test'] as const

describe('environments', () => {
  test('are created, listed, described, updated and deleted', async () => {
    const name = ['--name', 'staging', '--display-name', 'Staging Area']
    const created = await cli.pactBroker('create-environment', ...name)
    const [id = ''] = uuid.exec(created.output) ?? []
    expect(created.output).toBe(`✅ Created staging environment in the Pact Broker with UUID ${id}`)
    expect(created.exitCode).toBe(0)

    const listed = await cli.pactBroker('list-environments')
    expect(listed.output).toContain(`UUID | NAME | DISPLAY NAME | PRODUCTION\n`)
    expect(listed.output).toContain(`${id} | staging | Staging Area | false`)
    expect(listed.exitCode).toBe(0)

    const contact = ['--contact-name', 'Ann', '--contact-email-address', 'ann@example.org']
    const changes = ['--name', 'live', '--display-name', 'Live', '--production', ...contact]
    const updated = await cli.pactBroker('update-environment', '--uuid', id, ...changes)
    expect(updated.output).toBe(`✅ Updated live environment in the Pact Broker with UUID ${id}`)
    expect(updated.exitCode).toBe(0)

    const described = await cli.pactBroker('describe-environment', '--uuid', id)
    expect(described.output).toContain(`UUID ${id}\nName: live\nDisplay Name: Live\nProduction: true\n`)
    expect(described.output).toContain('Name: Ann')
    expect(described.exitCode).toBe(0)

    const deleted = await cli.pactBroker('delete-environment', '--uuid', id)
    expect(deleted.output).toBe(`✅ Environment live with UUID ${id} deleted successfully`)
    expect(deleted.exitCode).toBe(0)
    expect((await cli.pactBroker('list-environments')).output).not.toContain(id)

    for (const command of ['describe-environment', 'delete-environment']) {
      const gone = await cli.pactBroker(command, '--uuid', id)
      expect(gone.output).toContain('404 Not Found')
      expect(gone.exitCode).toBe(1)
    }
  })

  test('get a display name and no production when nothing is said', async () => {
    const { exitCode, output } = await cli.pactBroker('create-environment', '--name', 'my-laptop', '-o', 'json')
    expect(exitCode).toBe(0)
    expect(JSON.parse(output)).toMatchObject({ name: 'my-laptop', displayName: 'My Laptop', production: false })
    const listed = await cli.pactBroker('list-environments', '-o', 'json')
    const { _embedded } = JSON.parse(listed.output)
    expect(_embedded.environments).toContainEqual(expect.objectContaining({ name: 'my-laptop' }))
  })

  test('with a name that is taken, or with spaces in it, are refused', async () => {
    const taken = await cli.pactBroker('create-environment', '--name', 'test')
    expect(taken.output).toBe("❌ name: name 'test' is already used by an existing environment.")
    expect(taken.exitCode).toBe(1)
    const spaced = await cli.pactBroker('create-environment', '--name', 'a b')
    expect(spaced.output).toBe('❌ name: cannot contain spaces')
    expect(spaced.exitCode).toBe(1)
    const unknown = await cli.pactBroker('update-environment', '--uuid', 'nothing', '--name', 'x')
    expect(unknown.output).toContain('❌ Environment with UUID nothing not found')
    expect(unknown.exitCode).toBe(1)
  })
})

describe('record-deployment and record-undeployment', () => {
  test('record where a version runs, and that it no longer does', async () => {
    const recorded = await cli.pactBroker('record-deployment', ...stock('10'))
    expect(recorded.output).toBe('✅ Recorded deployment of Stock version 10 to test environment in the Pact Broker.')
    expect(recorded.exitCode).toBe(0)
    const again = await cli.pactBroker('record-deployment', ...stock('10'), '-o', 'json')
    expect(again.exitCode).toBe(0)
    expect(JSON.parse(again.output)).toMatchObject({
      currentlyDeployed: true,
      _embedded: { pacticipant: { name: 'Stock' }, version: { number: '10' }, environment: { name: 'test' } },
    })

    const blue = ['--application-instance', 'blue']
    const instance = await cli.pactBroker('record-deployment', ...stock('11'), ...blue)
    expect(instance.output).toBe(
      '✅ Recorded deployment of Stock version 11 to test environment (application instance blue) in the Pact Broker.',
    )
    const described = await cli.pactBroker('describe-version', '-a', 'Stock', '--environment', 'test', '--deployed')
    expect(described.output).toContain('10 | Deployed | test | -')
    expect(described.output).toContain('11 | Deployed | test | blue')

    const undeploy = ['record-undeployment', '-a', 'Stock', '--environment', 'test'] as const
    const first = await cli.pactBroker(...undeploy)
    expect(first.output).toContain('Undeployed Stock from test environment')
    expect(first.exitCode).toBe(0)
    const which = await cli.pactBroker(...undeploy)
    expect(which.output).toContain(
      'Please specify one of the following application instances to record the undeployment from: blue',
    )
    expect(which.exitCode).toBe(1)
    const second = await cli.pactBroker(...undeploy, ...blue)
    expect(second.output).toContain('Undeployed Stock from test environment (application instance blue)')
    expect(second.exitCode).toBe(0)
    const none = await cli.pactBroker(...undeploy)
    expect(none.output).toContain('Stock is not currently deployed to test environment. Cannot record undeployment.')
    expect(none.exitCode).toBe(1)
  })

  test('say what does not exist', async () => {
    const environment = await cli.pactBroker('record-deployment', '-a', 'Stock', '-e', '10', '--environment', 'moon')
    expect(environment.output).toContain('❌ Environment moon does not exist')
    expect(environment.exitCode).toBe(1)
    const version = await cli.pactBroker('record-deployment', ...stock('99'))
    expect(version.output).toContain("/pacticipants/Stock/versions/99' failed: 404 Not Found")
    expect(version.exitCode).toBe(1)
    const nowhere = await cli.pactBroker('record-undeployment', '-a', 'Stock', '--environment', 'moon')
    expect(nowhere.output).toBe('❌ Environment moon not found')
    expect(nowhere.exitCode).toBe(1)
    const nobody = await cli.pactBroker('record-undeployment', '-a', 'Nobody', '--environment', 'test')
    expect(nobody.output).toContain('Nobody is not currently deployed to test environment.')
    expect(nobody.exitCode).toBe(1)
  })
})

describe('record-release and record-support-ended', () => {
  test('record what users have, and until when', async () => {
    for (const _ of ['once', 'and again']) {
      const released = await cli.pactBroker('record-release', ...stock('10'))
      expect(released.output).toBe('✅ Recorded release of Stock version 10 to test environment in the Pact Broker.')
      expect(released.exitCode).toBe(0)
    }
    const described = await cli.pactBroker('describe-version', '-a', 'Stock', '--environment', 'test', '--released')
    expect(described.output).toMatch(/^10 \| \w+ \| test \| -$/m)

    const ended = await cli.pactBroker('record-support-ended', ...stock('10'))
    expect(ended.output).toContain('Recorded support ended for application Stock, version 10 from test environment')
    expect(ended.exitCode).toBe(0)
    const again = await cli.pactBroker('record-support-ended', ...stock('10'))
    expect(again.output).toContain('❌ No currently released versions found for Stock in test environment')
    expect(again.exitCode).toBe(1)
  })

  test('say what does not exist', async () => {
    const environment = await cli.pactBroker('record-release', '-a', 'Stock', '-e', '10', '--environment', 'moon')
    expect(environment.output).toContain('❌ Environment moon does not exist')
    expect(environment.exitCode).toBe(1)
    const version = await cli.pactBroker('record-release', '-a', 'Stock', '-e', '99', '--environment', 'test')
    expect(version.output).toContain('404 Not Found')
    expect(version.exitCode).toBe(1)
    const ended = await cli.pactBroker('record-support-ended', '-a', 'Stock', '-e', '10', '--environment', 'moon')
    expect(ended.output).toContain('❌ Environment moon not found')
    expect(ended.exitCode).toBe(1)
  })
})
