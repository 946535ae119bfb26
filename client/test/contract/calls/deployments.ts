import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { fromState, together } from '../../../src/consumer/index.ts'
import {
  anyLinks,
  deployedNow,
  deployedUuid,
  environmentUuid,
  refusal,
  releasedUuid,
  supported,
  undeployed,
  unsupported,
} from '../support/answers.ts'
import { call, clientOf, hal, tally } from '../support/tally.ts'
import { environmentByName } from './environments.ts'

const environment = { name: 'an environment', params: { name: 'production', production: true } }
const version = { name: 'a version', params: { pacticipant: 'Stock', version: '5' } }
const inEnvironment = { pacticipant: 'Stock', version: '5', environment: 'production' }
const deployed = { name: 'a deployed version', params: inEnvironment }
const released = { name: 'a released version', params: inEnvironment }

const where = inEnvironment
const options = ['--pacticipant', 'Stock', '--version', '5', '--environment', 'production']
const merge = 'application/merge-patch+json'

/** An address with the UUID of the environment, which only the broker knows. */
const inThe = (path: string) =>
  fromState(path.replace('{environment}', '${environmentUuid}'), path.replace('{environment}', environmentUuid))

const deployedPath = fromState('/deployed-versions/${deployedVersionUuid}', `/deployed-versions/${deployedUuid}`)
const releasedPath = fromState('/released-versions/${releasedVersionUuid}', `/released-versions/${releasedUuid}`)

describe('deployments', () => {
  const recorded = call('a deployment', {
    states: [environment, version],
    request: {
      method: 'POST',
      path: inThe('/pacticipants/Stock/versions/5/deployed-versions/environment/{environment}'),
      body: {},
    },
    response: { status: 201, body: hal(deployedNow) },
  })
  test('a deployment is recorded', () =>
    together(environmentByName, recorded).run(async ({ url, replies }) => {
      expect(await clientOf(url).recordDeployment(where)).toEqual(replies[1])
    }))
  test('tally record-deployment', () =>
    together(environmentByName, recorded).run(async ({ url }) => {
      expect(await tally(url, 'record-deployment', ...options)).toMatchObject({ code: 0 })
    }))

  const unknown = call('a deployment of a version that is not there', {
    states: environment,
    request: {
      method: 'POST',
      path: inThe('/pacticipants/Stock/versions/6/deployed-versions/environment/{environment}'),
      body: {},
    },
    response: { status: 404, body: hal(refusal("No version '6' found for pacticipant 'Stock'")) },
  })
  test('a deployment of a version that is not there is told with what to do', () =>
    together(environmentByName, unknown).run(async ({ url }) => {
      await expect(clientOf(url).recordDeployment({ ...where, version: '6' })).rejects.toMatchObject({
        status: 404,
        message: expect.stringContaining('The broker knows no version 6 of Stock.'),
      })
    }))

  const list = z.object({ _embedded: z.object({ deployedVersions: z.array(deployedNow).min(1) }), _links: anyLinks })
  const listed = call('what is deployed', {
    states: deployed,
    request: { path: inThe('/environments/{environment}/deployed-versions/currently-deployed') },
    response: { body: hal(list) },
  })
  test('what is deployed is listed', () =>
    together(environmentByName, listed).run(async ({ url, replies }) => {
      expect(await clientOf(url).listDeployedVersions('production')).toEqual(replies[1]._embedded.deployedVersions)
    }))

  const ofStock = call('what is deployed of an application', {
    states: deployed,
    request: {
      path: inThe('/environments/{environment}/deployed-versions/currently-deployed'),
      query: { pacticipant: 'Stock' },
    },
    response: { body: hal(list) },
  })
  const ended = call('a version that does not run any more', {
    states: deployed,
    request: {
      method: 'PATCH',
      path: deployedPath,
      headers: { 'Content-Type': merge },
      body: { currentlyDeployed: false },
    },
    response: { body: hal(undeployed) },
  })
  test('that a version does not run any more is recorded', () =>
    together(environmentByName, ofStock, ended).run(async ({ url, replies }) => {
      const gone = await clientOf(url).recordUndeployment({ pacticipant: 'Stock', environment: 'production' })
      expect(gone).toEqual([replies[2]])
    }))
  test('tally record-undeployment', () =>
    together(environmentByName, ofStock, ended).run(async ({ url }) => {
      const args = ['record-undeployment', '--pacticipant', 'Stock', '--environment', 'production']
      expect(await tally(url, ...args)).toMatchObject({ code: 0 })
    }))
})

describe('releases', () => {
  const recorded = call('a release', {
    states: [environment, version],
    request: {
      method: 'POST',
      path: inThe('/pacticipants/Stock/versions/5/released-versions/environment/{environment}'),
      body: {},
    },
    response: { status: 201, body: hal(supported) },
  })
  test('a release is recorded', () =>
    together(environmentByName, recorded).run(async ({ url, replies }) => {
      expect(await clientOf(url).recordRelease(where)).toEqual(replies[1])
    }))
  test('tally record-release', () =>
    together(environmentByName, recorded).run(async ({ url }) => {
      expect(await tally(url, 'record-release', ...options)).toMatchObject({ code: 0 })
    }))

  const list = z.object({ _embedded: z.object({ releasedVersions: z.array(supported).min(1) }), _links: anyLinks })
  const path = inThe('/environments/{environment}/released-versions/currently-supported')
  const listed = call('what is released', { states: released, request: { path }, response: { body: hal(list) } })
  test('what is released is listed', () =>
    together(environmentByName, listed).run(async ({ url, replies }) => {
      expect(await clientOf(url).listReleasedVersions('production')).toEqual(replies[1]._embedded.releasedVersions)
    }))

  const ofStock = call('what is released of an application', {
    states: released,
    request: { path, query: { pacticipant: 'Stock', version: '5' } },
    response: { body: hal(list) },
  })
  const ended = call('a version that is not supported any more', {
    states: released,
    request: {
      method: 'PATCH',
      path: releasedPath,
      headers: { 'Content-Type': merge },
      body: { currentlySupported: false },
    },
    response: { body: hal(unsupported) },
  })
  test('that a version is not supported any more is recorded', () =>
    together(environmentByName, ofStock, ended).run(async ({ url, replies }) => {
      expect(await clientOf(url).recordSupportEnded(where)).toEqual([replies[2]])
    }))
  test('tally record-support-ended', () =>
    together(environmentByName, ofStock, ended).run(async ({ url }) => {
      expect(await tally(url, 'record-support-ended', ...options)).toMatchObject({ code: 0 })
    }))
})
