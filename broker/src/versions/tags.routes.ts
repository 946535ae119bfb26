import { paths, tag, version, versions } from '@tallystick/client/wire'
import { z } from 'zod'
import { concernsPacticipant } from '../accounts/concerns.ts'
import type { Context } from '../context.ts'
import { type Endpoint, JSON_TYPE, created, endpoint, noContent, ok } from '../kernel/endpoint.ts'
import type { Links } from '../kernel/hal.ts'
import { pageQuery, requestedPage } from '../kernel/paging.ts'
import { addTag, removeTag } from './tags.command.ts'
import { tagHal } from './tags.hal.ts'
import { findTag } from './tags.sql.ts'
import { notFoundBelow } from './not-found.sql.ts'
import { showVersion, showVersions } from './versions.routes.ts'

interface TagAddress {
  readonly pacticipant: string
  readonly version: string
  readonly tag: string
}

async function represent({ db }: Context, links: Links, address: TagAddress) {
  const row = await findTag(db, address)
  if (!row) throw await notFoundBelow(db, address.pacticipant, `tag '${address.tag}' of version '${address.version}'`)
  return tagHal(links, row, address)
}

export const tagEndpoints: readonly Endpoint[] = [
  endpoint({
    method: 'GET',
    path: paths.versionTag,
    summary: 'Shows a tag of a version',
    access: 'read',
    responses: { 200: tag },
    errors: ['not-found'],
    handler: async ({ context, params, links }) => ok(await represent(context, links, params)),
  }),
  endpoint({
    method: 'PUT',
    path: paths.versionTag,
    summary: 'Tags a version, creating pacticipant and version where they are missing',
    access: 'publish',
    concerns: concernsPacticipant,
    body: { schema: z.looseObject({}), mediaTypes: [JSON_TYPE], optional: 'typed' },
    responses: { 200: tag, 201: tag },
    errors: ['not-found', 'malformed-request', 'unsupported-media-type'],
    async handler({ context, params, links }) {
      const outcome = await addTag(context, params)
      const representation = await represent(context, links, params)
      return outcome === 'created' ? created(links.href(paths.versionTag, params), representation) : ok(representation)
    },
  }),
  endpoint({
    method: 'DELETE',
    path: paths.versionTag,
    summary: 'Takes a tag off a version',
    access: 'publish',
    concerns: concernsPacticipant,
    responses: { 204: null },
    errors: ['not-found'],
    async handler({ context, params }) {
      await removeTag(context, params)
      return noContent()
    },
  }),
  endpoint({
    method: 'GET',
    path: paths.tagVersions,
    summary: 'Lists the versions with a tag, newest first',
    access: 'read',
    query: pageQuery,
    responses: { 200: versions },
    errors: ['not-found', 'validation-error'],
    async handler({ context, params, query, links, url }) {
      const title = `Versions of ${params.pacticipant} with tag ${params.tag}`
      const assertExists = async () => {
        throw await notFoundBelow(context.db, params.pacticipant, `version with tag '${params.tag}'`)
      }
      return ok(
        await showVersions(context, { scope: params, page: requestedPage(query), title, url, links, assertExists }),
      )
    },
  }),
  endpoint({
    method: 'GET',
    path: paths.latestTaggedVersion,
    summary: 'Shows the newest version with a tag',
    access: 'read',
    responses: { 200: version },
    errors: ['not-found'],
    handler: async ({ context, params, ...request }) => ok(await showVersion(context, params, request)),
  }),
]
