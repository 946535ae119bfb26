import { type VersionDetails, paths, version, versionDetails, versions } from '@tallystick/client/wire'
import { concernsPacticipant } from '../accounts/concerns.ts'
import type { Context } from '../context.ts'
import { type Endpoint, JSON_TYPE, MERGE_PATCH, created, endpoint, noContent, ok } from '../kernel/endpoint.ts'
import { type Links, pageOf } from '../kernel/hal.ts'
import { type PageRequest, pageQuery, requestedPage } from '../kernel/paging.ts'
import { mergeVersion, removeVersion, replaceVersion } from './versions.command.ts'
import { assertPacticipant, notFoundBelow } from './not-found.sql.ts'
import { versionHal, versionsHal } from './versions.hal.ts'
import { type VersionLocator, type VersionScope, countVersions, findVersion, listVersions } from './versions.sql.ts'

function describe(locator: VersionLocator): string {
  if ('number' in locator) return `version '${locator.number}'`
  if ('tag' in locator) return `version with tag '${locator.tag}'`
  return 'branch' in locator ? `version on branch '${locator.branch}'` : 'version'
}

/** One version as JSON, under the address by which it was asked for. */
export async function showVersion(
  { db }: Context,
  locator: VersionLocator,
  { links, url }: { readonly links: Links; readonly url: string },
) {
  const row = await findVersion(db, locator)
  if (!row) throw await notFoundBelow(db, locator.pacticipant, describe(locator))
  return versionHal(links, row, url)
}

interface ListRequest {
  readonly scope: VersionScope
  readonly page: PageRequest | undefined
  readonly title: string
  readonly url: string
  readonly links: Links
  /** Throws when the list is empty because what it is of does not exist. */
  readonly assertExists: () => Promise<void>
}

/** A list of versions as JSON, newest first. */
export async function showVersions({ db }: Context, request: ListRequest) {
  const { scope, page, title, url, links } = request
  const rows = await listVersions(db, scope, page)
  const total = page ? await countVersions(db, scope) : rows.length
  if (total === 0) await request.assertExists()
  const { pacticipant } = scope
  return versionsHal(links, { rows, page: page && pageOf(page, total), title, url, pacticipant })
}

const save = {
  PUT: replaceVersion,
  PATCH: mergeVersion,
}

interface SaveRequest {
  readonly context: Context
  readonly params: { readonly pacticipant: string; readonly version: string }
  readonly body: VersionDetails
  readonly links: Links
}

async function saveAndShow(method: keyof typeof save, { context, params, body, links }: SaveRequest) {
  const address = { pacticipant: params.pacticipant, number: params.version }
  const outcome = await save[method](context, address, body)
  const url = links.href(paths.version, params)
  const representation = await showVersion(context, address, { links, url })
  return outcome === 'created' ? created(url, representation) : ok(representation)
}

export const versionEndpoints: readonly Endpoint[] = [
  endpoint({
    method: 'GET',
    path: paths.versions,
    summary: 'Lists the versions of a pacticipant, newest first',
    access: 'read',
    query: pageQuery,
    responses: { 200: versions },
    errors: ['not-found', 'validation-error'],
    async handler({ context, params, query, links, url }) {
      const { pacticipant } = params
      const title = `All application versions of ${pacticipant}`
      const list = { scope: { pacticipant, all: true }, page: requestedPage(query), title, url, links } as const
      const assertExists = async () => assertPacticipant(context.db, pacticipant)
      return ok(await showVersions(context, { ...list, assertExists }))
    },
  }),
  endpoint({
    method: 'GET',
    path: paths.version,
    summary: 'Shows a version, with the addresses to record its deployments and releases',
    access: 'read',
    responses: { 200: version },
    errors: ['not-found'],
    async handler({ context, params, ...request }) {
      return ok(await showVersion(context, { pacticipant: params.pacticipant, number: params.version }, request))
    },
  }),
  endpoint({
    method: 'PUT',
    path: paths.version,
    summary: 'Creates a version, or replaces what is known of it',
    access: 'publish',
    concerns: concernsPacticipant,
    body: { schema: versionDetails, mediaTypes: [JSON_TYPE], optional: 'typed' },
    responses: { 200: version, 201: version },
    errors: ['validation-error', 'malformed-request', 'unsupported-media-type'],
    handler: async (call) => saveAndShow('PUT', call),
  }),
  endpoint({
    method: 'PATCH',
    path: paths.version,
    summary: 'Creates a version, or changes what is given of it',
    access: 'publish',
    concerns: concernsPacticipant,
    body: { schema: versionDetails, mediaTypes: [MERGE_PATCH], optional: 'typed' },
    responses: { 200: version, 201: version },
    errors: ['validation-error', 'malformed-request', 'unsupported-media-type'],
    handler: async (call) => saveAndShow('PATCH', call),
  }),
  endpoint({
    method: 'DELETE',
    path: paths.version,
    summary: 'Deletes a version with its contracts, results, tags, deployments and releases',
    access: 'administer',
    concerns: concernsPacticipant,
    responses: { 204: null },
    errors: ['not-found'],
    async handler({ context, params }) {
      await removeVersion(context, { pacticipant: params.pacticipant, number: params.version })
      return noContent()
    },
  }),
  endpoint({
    method: 'GET',
    path: paths.latestVersion,
    summary: 'Shows the newest version of a pacticipant',
    access: 'read',
    responses: { 200: version },
    errors: ['not-found'],
    async handler({ context, params, ...request }) {
      return ok(await showVersion(context, { pacticipant: params.pacticipant, latest: true }, request))
    },
  }),
]
