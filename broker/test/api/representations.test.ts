import * as wire from '@tallystick/client/wire'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { z } from 'zod'
import { type TestBroker, startTestBroker } from '../support/server.ts'

let broker: TestBroker
const uuids: Record<string, string> = {}

/** Everything that one version of an application can have. */
beforeAll(async () => {
  broker = await startTestBroker()
  const contacts = [{ name: 'Team', details: { mail: 'team@example.org' } }]
  uuids['environment'] = (await broker.post('/environments', { name: 'test', production: false, contacts })).json.uuid
  const details = { buildUrl: 'http://ci/1', branch: 'main', tags: [{ name: 'dev' }] }
  await broker.put('/pacticipants/Foo/versions/1', details)
  const recorded = async (kind: string) => {
    const path = `/pacticipants/Foo/versions/1/${kind}/environment/${uuids['environment']}`
    return (await broker.post(path, { applicationInstance: 'blue' })).json.uuid
  }
  uuids['deployed'] = await recorded('deployed-versions')
  uuids['released'] = await recorded('released-versions')
  await broker.patch(`/deployed-versions/${uuids['deployed']}`, { currentlyDeployed: false })
  await broker.patch(`/released-versions/${uuids['released']}`, { currentlySupported: false })
  await recorded('deployed-versions')
  await recorded('released-versions')
})

afterAll(() => broker.stop())

test.each<[path: string, schema: z.ZodType]>([
  ['/pacticipants', wire.pacticipants],
  ['/pacticipants?size=1', wire.pacticipants],
  ['/pacticipants/Foo', wire.pacticipant],
  ['/pacticipants/Foo/versions', wire.versions],
  ['/pacticipants/Foo/versions?size=1', wire.versions],
  ['/pacticipants/Foo/versions/1', wire.version],
  ['/pacticipants/Foo/latest-version', wire.version],
  ['/pacticipants/Foo/latest-version/dev', wire.version],
  ['/pacticipants/Foo/tags/dev/versions', wire.versions],
  ['/pacticipants/Foo/versions/1/tags/dev', wire.tag],
  ['/pacticipants/Foo/branches', wire.branches],
  ['/pacticipants/Foo/branches/main', wire.branch],
  ['/pacticipants/Foo/branches/main/versions', wire.versions],
  ['/pacticipants/Foo/branches/main/versions/1', wire.branchVersion],
  ['/pacticipants/Foo/environments/{environment}/versions', wire.versions],
  ['/environments', wire.environments],
  ['/environments/{environment}', wire.environment],
  ['/environments/{environment}/deployed-versions/currently-deployed', wire.deployedVersions],
  ['/environments/{environment}/released-versions/currently-supported', wire.releasedVersions],
  ['/pacticipants/Foo/versions/1/deployed-versions/environment/{environment}', wire.deployedVersions],
  ['/pacticipants/Foo/versions/1/released-versions/environment/{environment}', wire.releasedVersions],
  ['/deployed-versions/{deployed}', wire.deployedVersion],
  ['/released-versions/{released}', wire.releasedVersion],
])('%s has the form that the client expects', async (path, schema) => {
  const reply = await broker.get(path.replaceAll(/\{(\w+)\}/g, (_, name: string) => uuids[name] ?? ''))
  expect(reply.status).toBe(200)
  expect(schema.safeParse(reply.json).error).toBeUndefined()
})
