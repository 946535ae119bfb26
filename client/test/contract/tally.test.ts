// What tally expects of the broker, in its own words: this makes the contract between the two, with our own kit.
// The broker verifies it in broker/test/contract.

import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { mergeContracts } from '../../src/consumer/index.ts'
import { createBrokerClient } from '../../src/index.ts'
import { called, folder } from './support/tally.ts'
// oxlint-disable import/no-unassigned-import -- each declares its tests
import './calls/applications.ts'
import './calls/application-page.ts'
import './calls/versions.ts'
import './calls/environments.ts'
import './calls/deployments.ts'
import './calls/environment-board.ts'
import './calls/contracts.ts'
import './calls/verifications.ts'
import './calls/content-results.ts'
import './calls/deployability.ts'
import './calls/matrix-grid.ts'
import './calls/overrides.ts'
import './calls/webhooks.ts'
import './calls/webhook-deliveries.ts'
import './calls/events.ts'
import './calls/settings.ts'
import './calls/audit.ts'
import './calls/access.ts'
import './calls/teams.ts'
import './calls/tokens.ts'
import './calls/people.ts'
import './calls/trust-rules.ts'
import './calls/imports.ts'
// oxlint-enable import/no-unassigned-import

afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** What no contract can say. */
const notInContract = {
  followEvents: 'a stream that does not end has no answer to compare: broker/test/reliability/events.test.ts reads it',
}

describe('the contract of tally with tallystick', () => {
  test('has every call of the client', () => {
    const functions = Object.keys(createBrokerClient({ baseUrl: 'http://127.0.0.1:1' }))
    expect(functions.filter((name) => !called.has(name))).toEqual(Object.keys(notInContract))
  })

  test('is the one in client/contracts: when tally expects something else, write it with `npx vitest run client/test/contract -u`', async () => {
    await mergeContracts(folder, { ran: 'all' })
    const contract = readFileSync(join(folder, 'tally-tallystick.json'), 'utf8')
    await expect(contract).toMatchFileSnapshot('../../contracts/tally-tallystick.json')
  })
})
