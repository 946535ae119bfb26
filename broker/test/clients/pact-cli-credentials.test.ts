import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RealCli, startRealCli } from '../support/real-cli.ts'

let cli: RealCli
const writer = ['--broker-username', 'ann', '--broker-password', 'secret'] as const
const reader = ['--broker-username', 'bob', '--broker-password', 'look'] as const

beforeAll(async () => {
  cli = await startRealCli({
    env: {
      PACT_BROKER_BASIC_AUTH_USERNAME: 'ann',
      PACT_BROKER_BASIC_AUTH_PASSWORD: 'secret',
      PACT_BROKER_BASIC_AUTH_READ_ONLY_USERNAME: 'bob',
      PACT_BROKER_BASIC_AUTH_READ_ONLY_PASSWORD: 'look',
      TALLYSTICK_TOKEN: 'write-token',
      TALLYSTICK_READ_ONLY_TOKEN: 'read-token',
    },
  })
})

afterAll(() => cli.stop())

test('without credentials nothing is told', async () => {
  const { exitCode, output } = await cli.pactBroker('list-environments')
  expect(output).toContain('401')
  expect(exitCode).toBe(1)
})

test('a user who may write creates, one who may read lists', async () => {
  const created = await cli.pactBroker('create-environment', '--name', 'test', ...writer)
  expect(created).toMatchObject({ exitCode: 0 })
  const listed = await cli.pactBroker('list-environments', ...reader)
  expect(listed.output).toContain('| test | Test | false')
  expect(listed.exitCode).toBe(0)
  const refused = await cli.pactBroker('create-environment', '--name', 'other', ...reader)
  expect(refused.exitCode).toBe(1)
})

test('tokens do the same', async () => {
  const created = await cli.pactBroker('create-environment', '--name', 'prod', '--broker-token', 'write-token')
  expect(created).toMatchObject({ exitCode: 0 })
  const listed = await cli.pactBroker('list-environments', '--broker-token', 'read-token')
  expect(listed.output).toContain('| prod | Prod | false')
  const refused = await cli.pactBroker('create-environment', '--name', 'other', '--broker-token', 'read-token')
  expect(refused.exitCode).toBe(1)
  const unknown = await cli.pactBroker('list-environments', '--broker-token', 'guess')
  expect(unknown.exitCode).toBe(1)
})
