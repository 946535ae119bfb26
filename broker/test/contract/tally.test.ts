// The broker keeps its contract with tally: verified with our own kit, selected by, published to and judged by a broker
// of our own, with the programs that users have.

import { fileURLToPath } from 'node:url'
import { verifySuite } from '@tallystick/client/vitest'
import { afterAll, describe, expect, test } from 'vitest'
import { startTestBroker } from '../support/server.ts'
import { runTally } from '../support/real-tally.ts'
import { brokerInStates } from './states.ts'

const contract = fileURLToPath(new URL('../../../client/contracts/tally-tallystick.json', import.meta.url))
const stateTypes = fileURLToPath(new URL('tallystick-states.ts', import.meta.url))

// Of each application there is the version of this commit.
const [tallyVersion, brokerVersion] = ['tally-of-this-commit', 'tallystick-of-this-commit']

/** Keeps the contract; the other one is held against it. */
const keeper = await startTestBroker()
const verified = await startTestBroker()
const { handlers, app, forget } = brokerInStates(verified)
afterAll(async () => {
  await keeper.stop()
  await verified.stop()
})

const tally = (...args: readonly string[]) => runTally(keeper.url, ...args)
const canIDeploy = () =>
  tally('can-i-deploy', '--pacticipant', 'tally', '--version', tallyVersion, '--to-environment', 'test')

const publication = await tally('publish', contract, '--consumer-app-version', tallyVersion, '--branch', 'main')
if (publication.code !== 0) throw new Error(publication.output)

test('the types of the states are those of the contract', async () => {
  const args = ['--provider', 'tallystick', '--file', contract, '--out', stateTypes, '--check']
  expect(await tally('states', ...args)).toMatchObject({ code: 0 })
})

test('tally cannot be deployed before the broker has verified its contract', async () => {
  await tally('create-environment', '--name', 'test', '--no-production')
  const { code, output } = await canIDeploy()
  expect(output).toContain('tallystick')
  expect(code).toBe(1)
})

describe('the broker keeps its contract with tally', async () => {
  await verifySuite({
    provider: 'tallystick',
    app,
    states: handlers,
    beforeEach: forget,
    // Never kept before, it is pending for a broker that has just begun; here it must be kept.
    contracts: { broker: keeper.url, pending: false },
    version: { number: brokerVersion, branch: 'main' },
    publish: true,
    env: {},
  })
})

test('then both can be deployed, and each deployment is recorded', async () => {
  const record = (name: string, version: string) =>
    tally('record-deployment', '--pacticipant', name, '--version', version, '--environment', 'test')
  expect(await record('tallystick', brokerVersion)).toMatchObject({ code: 0 })
  const { code, output } = await canIDeploy()
  expect(output).toContain('All required verification results are published and successful')
  expect(code).toBe(0)
  expect(await record('tally', tallyVersion)).toMatchObject({ code: 0 })
})
