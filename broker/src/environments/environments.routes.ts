import { environment, environmentDetails, environments, paths, versions } from '@tallystick/client/wire'
import { z } from 'zod'
import { concernsEverything } from '../accounts/concerns.ts'
import type { Context } from '../context.ts'
import { type Endpoint, JSON_TYPE, created, endpoint, noContent, ok } from '../kernel/endpoint.ts'
import type { Links } from '../kernel/hal.ts'
import { pageQuery, requestedPage } from '../kernel/paging.ts'
import { assertPacticipant } from '../versions/not-found.sql.ts'
import { showVersions } from '../versions/versions.routes.ts'
import { createEnvironment, removeEnvironment, replaceEnvironment } from './environments.command.ts'
import { environmentNotFound } from './environments.errors.ts'
import { environmentHal, environmentsHal } from './environments.hal.ts'
import { findEnvironment, listEnvironments } from './environments.sql.ts'

export async function getEnvironment({ db }: Context, uuid: string) {
  const row = await findEnvironment(db, uuid)
  if (!row) throw environmentNotFound(uuid)
  return row
}

async function represent(context: Context, links: Links, uuid: string) {
  return environmentHal(links, await getEnvironment(context, uuid))
}

export const environmentEndpoints: readonly Endpoint[] = [
  endpoint({
    method: 'GET',
    path: paths.environments,
    summary: 'Lists the environments',
    access: 'read',
    query: z.object({ name: z.string().optional() }),
    responses: { 200: environments },
    errors: ['validation-error'],
    handler: async ({ context, query, links }) =>
      ok(environmentsHal(links, await listEnvironments(context.db, query.name || undefined))),
  }),
  endpoint({
    method: 'POST',
    path: paths.environments,
    summary: 'Creates an environment',
    access: 'administer',
    concerns: concernsEverything,
    body: { schema: environmentDetails, mediaTypes: [JSON_TYPE] },
    responses: { 201: environment },
    errors: ['validation-error', 'malformed-request', 'unsupported-media-type'],
    async handler({ context, body, links }) {
      const uuid = await createEnvironment(context, body)
      return created(links.href(paths.environment, { environment: uuid }), await represent(context, links, uuid))
    },
  }),
  endpoint({
    method: 'GET',
    path: paths.environment,
    summary: 'Shows an environment',
    access: 'read',
    responses: { 200: environment },
    errors: ['not-found'],
    handler: async ({ context, params, links }) => ok(await represent(context, links, params.environment)),
  }),
  endpoint({
    method: 'PUT',
    path: paths.environment,
    summary: 'Replaces what is known of an environment',
    access: 'administer',
    concerns: concernsEverything,
    body: { schema: environmentDetails, mediaTypes: [JSON_TYPE] },
    responses: { 200: environment },
    errors: ['not-found', 'validation-error', 'malformed-request', 'unsupported-media-type'],
    async handler({ context, params, body, links }) {
      await replaceEnvironment(context, params.environment, body)
      return ok(await represent(context, links, params.environment))
    },
  }),
  endpoint({
    method: 'DELETE',
    path: paths.environment,
    summary: 'Deletes an environment with its deployments and releases',
    access: 'administer',
    concerns: concernsEverything,
    responses: { 204: null },
    errors: ['not-found'],
    async handler({ context, params }) {
      await removeEnvironment(context, params.environment)
      return noContent()
    },
  }),
  endpoint({
    method: 'GET',
    path: paths.environmentVersions,
    summary: 'Lists the versions of a pacticipant that were ever deployed or released to an environment',
    access: 'read',
    query: pageQuery,
    responses: { 200: versions },
    errors: ['not-found', 'validation-error'],
    async handler({ context, params, query, links, url }) {
      const { id, displayName } = await getEnvironment(context, params.environment)
      const { pacticipant } = params
      const scope = { pacticipant, environmentId: id }
      const title = `Versions for ${pacticipant} in environment ${displayName}`
      const assertExists = async () => assertPacticipant(context.db, pacticipant)
      const page = requestedPage(query)
      return ok(await showVersions(context, { scope, page, title, url, links, assertExists }))
    },
  }),
]
