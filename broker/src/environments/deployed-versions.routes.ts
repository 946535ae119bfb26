import {
  deployedVersion,
  deployedVersionChange,
  deployedVersions,
  newDeployedVersion,
  paths,
} from '@tallystick/client/wire'
import { z } from 'zod'
import { concernsPacticipant } from '../accounts/concerns.ts'
import type { Context } from '../context.ts'
import { notFound } from '../kernel/broker-error.ts'
import { type Concern, type Endpoint, JSON_TYPE, MERGE_PATCH, created, endpoint, ok } from '../kernel/endpoint.ts'
import { recordDeployment, recordUndeployment } from './deployed-versions.command.ts'
import { deployedVersionHal, deployedVersionsHal } from './deployed-versions.hal.ts'
import {
  findCurrentDeployment,
  findDeployedVersion,
  listCurrentlyDeployed,
  listDeployedVersions,
} from './deployed-versions.sql.ts'
import { cannotBeSetAgain } from './environments.errors.ts'
import { getEnvironment } from './environments.routes.ts'
import { recordTargetNotFound } from './not-found.sql.ts'
import { withQuery } from './environments.hal.ts'

const currentQuery = z.object({
  pacticipant: z.string().optional(),
  applicationInstance: z.string().optional(),
  target: z.string().optional(),
})

async function getDeployedVersion({ db }: Context, uuid: string) {
  const row = await findDeployedVersion(db, uuid)
  if (!row) throw notFound(`No deployed version with UUID '${uuid}' found`)
  return row
}

const forVersion: readonly Endpoint[] = [
  endpoint({
    method: 'POST',
    path: paths.deployedVersions,
    summary: 'Records that a version was deployed to an environment, in place of the version before',
    access: 'record',
    concerns: concernsPacticipant,
    body: { schema: newDeployedVersion, mediaTypes: [JSON_TYPE], optional: 'typed' },
    responses: { 201: deployedVersion },
    errors: ['not-found', 'validation-error', 'malformed-request', 'unsupported-media-type'],
    async handler({ context, params, body, links }) {
      const instance = body.applicationInstance ?? body.target
      const row = await recordDeployment(context, params, instance || undefined)
      return created(links.href(paths.deployedVersion, { uuid: row.uuid }), deployedVersionHal(links, row))
    },
  }),
  endpoint({
    method: 'GET',
    path: paths.deployedVersions,
    summary: 'Lists the deployments of a version to an environment, newest first',
    access: 'read',
    responses: { 200: deployedVersions },
    errors: ['not-found'],
    async handler({ context, params, links, url }) {
      const target = await findCurrentDeployment(context.db, { ...params, applicationInstance: undefined })
      if (!target) throw await recordTargetNotFound(context.db, params)
      const { pacticipant, version } = params
      const title = `Deployed versions for ${pacticipant} version ${version} in environment ${target.environmentDisplayName}`
      const rows = await listDeployedVersions(context.db, target)
      return ok(deployedVersionsHal(links, { rows, url, title, showsVersions: false }))
    },
  }),
]

async function concernsDeployedVersion({
  context,
  params,
}: {
  context: Context
  params: { uuid: string }
}): Promise<Concern> {
  const row = await findDeployedVersion(context.db, params.uuid)
  return { all: row ? [row.pacticipantName] : [] }
}

export const deployedVersionEndpoints: readonly Endpoint[] = [
  ...forVersion,
  endpoint({
    method: 'GET',
    path: paths.currentlyDeployed,
    summary: 'Lists the versions that run in an environment',
    access: 'read',
    query: currentQuery,
    responses: { 200: deployedVersions },
    errors: ['not-found', 'validation-error'],
    async handler({ context, params, query, links, url }) {
      const { id, displayName } = await getEnvironment(context, params.environment)
      const rows = await listCurrentlyDeployed(context.db, {
        environmentId: id,
        pacticipant: query.pacticipant || undefined,
        applicationInstance: query.applicationInstance ?? query.target,
      })
      const title = `Currently deployed versions for ${displayName}`
      return ok(deployedVersionsHal(links, { rows, url: withQuery(url, query), title, showsVersions: true }))
    },
  }),
  endpoint({
    method: 'GET',
    path: paths.deployedVersion,
    summary: 'Shows a deployment',
    access: 'read',
    responses: { 200: deployedVersion },
    errors: ['not-found'],
    handler: async ({ context, params, links }) =>
      ok(deployedVersionHal(links, await getDeployedVersion(context, params.uuid))),
  }),
  endpoint({
    method: 'PATCH',
    path: paths.deployedVersion,
    summary: 'Records that a version does not run in an environment any more',
    access: 'record',
    concerns: concernsDeployedVersion,
    body: { schema: deployedVersionChange, mediaTypes: [MERGE_PATCH], optional: 'typed' },
    responses: { 200: deployedVersion },
    errors: ['not-found', 'validation-error', 'malformed-request', 'unsupported-media-type', 'unprocessable-content'],
    async handler({ context, params, body, links }) {
      const row = await getDeployedVersion(context, params.uuid)
      if (body.currentlyDeployed === true) throw cannotBeSetAgain('currentlyDeployed')
      const changed = body.currentlyDeployed === false ? await recordUndeployment(context, params.uuid) : undefined
      return ok(deployedVersionHal(links, changed ?? row))
    },
  }),
]
