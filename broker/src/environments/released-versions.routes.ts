import { paths, releasedVersion, releasedVersionChange, releasedVersions } from '@tallystick/client/wire'
import { z } from 'zod'
import { concernsPacticipant } from '../accounts/concerns.ts'
import type { Context } from '../context.ts'
import { notFound } from '../kernel/broker-error.ts'
import { type Concern, type Endpoint, JSON_TYPE, MERGE_PATCH, created, endpoint, ok } from '../kernel/endpoint.ts'
import { findCurrentDeployment } from './deployed-versions.sql.ts'
import { cannotBeSetAgain } from './environments.errors.ts'
import { withQuery } from './environments.hal.ts'
import { getEnvironment } from './environments.routes.ts'
import { recordTargetNotFound } from './not-found.sql.ts'
import { recordRelease, recordSupportEnded } from './released-versions.command.ts'
import { releasedVersionHal, releasedVersionsHal } from './released-versions.hal.ts'
import { findReleasedVersion, listCurrentlySupported, listReleasedVersions } from './released-versions.sql.ts'

const supportedQuery = z.object({ pacticipant: z.string().optional(), version: z.string().optional() })

async function getReleasedVersion({ db }: Context, uuid: string) {
  const row = await findReleasedVersion(db, uuid)
  if (!row) throw notFound(`No released version with UUID '${uuid}' found`)
  return row
}

const forVersion: readonly Endpoint[] = [
  endpoint({
    method: 'POST',
    path: paths.releasedVersions,
    summary: 'Records that a version was released to an environment and is supported there',
    access: 'record',
    concerns: concernsPacticipant,
    body: { schema: z.looseObject({}), mediaTypes: [JSON_TYPE], optional: 'typed' },
    responses: { 200: releasedVersion, 201: releasedVersion },
    errors: ['not-found', 'malformed-request', 'unsupported-media-type'],
    async handler({ context, params, links }) {
      const { row, isNew } = await recordRelease(context, params)
      const reply = created(links.href(paths.releasedVersion, { uuid: row.uuid }), releasedVersionHal(links, row))
      return isNew ? reply : { ...reply, status: 200 }
    },
  }),
  endpoint({
    method: 'GET',
    path: paths.releasedVersions,
    summary: 'Lists the release of a version to an environment, if there is one',
    access: 'read',
    responses: { 200: releasedVersions },
    errors: ['not-found'],
    async handler({ context, params, links, url }) {
      const target = await findCurrentDeployment(context.db, { ...params, applicationInstance: undefined })
      if (!target) throw await recordTargetNotFound(context.db, params)
      const { pacticipant, version } = params
      const title = `Released versions for ${pacticipant} version ${version} in ${target.environmentDisplayName}`
      const rows = await listReleasedVersions(context.db, target)
      return ok(releasedVersionsHal(links, { rows, url, title, showsVersions: false }))
    },
  }),
]

async function concernsReleasedVersion({
  context,
  params,
}: {
  context: Context
  params: { uuid: string }
}): Promise<Concern> {
  const row = await findReleasedVersion(context.db, params.uuid)
  return { all: row ? [row.pacticipantName] : [] }
}

export const releasedVersionEndpoints: readonly Endpoint[] = [
  ...forVersion,
  endpoint({
    method: 'GET',
    path: paths.currentlySupported,
    summary: 'Lists the versions that are released to an environment and supported',
    access: 'read',
    query: supportedQuery,
    responses: { 200: releasedVersions },
    errors: ['not-found', 'validation-error'],
    async handler({ context, params, query, links, url }) {
      const { id, displayName } = await getEnvironment(context, params.environment)
      const rows = await listCurrentlySupported(context.db, {
        environmentId: id,
        pacticipant: query.pacticipant || undefined,
        version: query.version || undefined,
      })
      const title = `Currently supported versions in ${displayName}`
      return ok(releasedVersionsHal(links, { rows, url: withQuery(url, query), title, showsVersions: true }))
    },
  }),
  endpoint({
    method: 'GET',
    path: paths.releasedVersion,
    summary: 'Shows a release',
    access: 'read',
    responses: { 200: releasedVersion },
    errors: ['not-found'],
    handler: async ({ context, params, links }) =>
      ok(releasedVersionHal(links, await getReleasedVersion(context, params.uuid))),
  }),
  endpoint({
    method: 'PATCH',
    path: paths.releasedVersion,
    summary: 'Records that a released version is not supported any more',
    access: 'record',
    concerns: concernsReleasedVersion,
    body: { schema: releasedVersionChange, mediaTypes: [MERGE_PATCH], optional: 'typed' },
    responses: { 200: releasedVersion },
    errors: ['not-found', 'validation-error', 'malformed-request', 'unsupported-media-type', 'unprocessable-content'],
    async handler({ context, params, body, links }) {
      const row = await getReleasedVersion(context, params.uuid)
      if (body.currentlySupported === true) throw cannotBeSetAgain('currentlySupported')
      const changed = body.currentlySupported === false ? await recordSupportEnded(context, params.uuid) : undefined
      return ok(releasedVersionHal(links, changed ?? row))
    },
  }),
]
