import { branch, branchVersion, branches, notices, paths, version, versions } from '@tallystick/client/wire'
import { z } from 'zod'
import { concernsPacticipant } from '../accounts/concerns.ts'
import type { Context } from '../context.ts'
import { type Endpoint, JSON_TYPE, created, endpoint, noContent, ok } from '../kernel/endpoint.ts'
import { type Links, pageOf } from '../kernel/hal.ts'
import { DEFAULT_PAGE_SIZE, pageQuery, requestedPage } from '../kernel/paging.ts'
import { addToBranch, removeBranch, removeBranches, removeFromBranch } from './branches.command.ts'
import { branchHal, branchVersionHal, branchesDeletedHal, branchesHal } from './branches.hal.ts'
import { countBranches, findBranch, findBranchVersion, listBranches } from './branches.sql.ts'
import { assertPacticipant, notFoundBelow } from './not-found.sql.ts'
import { showVersion, showVersions } from './versions.routes.ts'

interface BranchVersionAddress {
  readonly pacticipant: string
  readonly branch: string
  readonly version: string
}

const MUST_BE_NAMES = 'must be names of branches, each as exclude[]'

async function getBranch({ db }: Context, address: { readonly pacticipant: string; readonly branch: string }) {
  const row = await findBranch(db, address)
  if (row) return row
  throw await notFoundBelow(db, address.pacticipant, `branch '${address.branch}'`)
}

async function representBranchVersion({ db }: Context, links: Links, address: BranchVersionAddress) {
  const row = await findBranchVersion(db, address)
  if (row) return branchVersionHal(links, row, address)
  throw await notFoundBelow(db, address.pacticipant, `version '${address.version}' on branch '${address.branch}'`)
}

const branchOnly: readonly Endpoint[] = [
  endpoint({
    method: 'GET',
    path: paths.branches,
    summary: 'Lists the branches of a pacticipant, the most recently used first',
    access: 'read',
    query: pageQuery.extend({ q: z.string().optional() }),
    responses: { 200: branches },
    errors: ['not-found', 'validation-error'],
    async handler({ context, params, query, links }) {
      const { pacticipant } = params
      const page = requestedPage(query) ?? { number: 1, size: DEFAULT_PAGE_SIZE }
      const filter = { pacticipant, query: query.q }
      const rows = await listBranches(context.db, filter, page)
      const isAll = page.number === 1 && rows.length < page.size
      const total = isAll ? rows.length : await countBranches(context.db, filter)
      if (total === 0) await assertPacticipant(context.db, pacticipant)
      return ok(branchesHal(links, { rows, page: pageOf(page, total), ...filter }))
    },
  }),
  endpoint({
    method: 'DELETE',
    path: paths.branches,
    summary: 'Deletes all branches but the main one and those to exclude; their versions stay',
    access: 'administer',
    concerns: concernsPacticipant,
    query: z.object({ exclude: z.union([z.array(z.string()), z.string()], MUST_BE_NAMES).default([]) }),
    responses: { 202: notices },
    errors: ['not-found', 'validation-error'],
    async handler({ context, params, query }) {
      const removal = { pacticipant: params.pacticipant, keep: [query.exclude].flat() }
      const outcome = await removeBranches(context, removal)
      return { status: 202, body: branchesDeletedHal({ ...removal, ...outcome }) }
    },
  }),
  endpoint({
    method: 'GET',
    path: paths.branch,
    summary: 'Shows a branch',
    access: 'read',
    responses: { 200: branch },
    errors: ['not-found'],
    async handler({ context, params, links }) {
      return ok(branchHal(links, await getBranch(context, params), params.pacticipant))
    },
  }),
  endpoint({
    method: 'DELETE',
    path: paths.branch,
    summary: 'Deletes a branch, but not its versions and their contracts',
    access: 'administer',
    concerns: concernsPacticipant,
    responses: { 204: null },
    errors: ['not-found'],
    async handler({ context, params }) {
      await removeBranch(context, params)
      return noContent()
    },
  }),
]

const versionsOnBranches: readonly Endpoint[] = [
  endpoint({
    method: 'GET',
    path: paths.branchVersions,
    summary: 'Lists the versions on a branch, newest first',
    access: 'read',
    query: pageQuery,
    responses: { 200: versions },
    errors: ['not-found', 'validation-error'],
    async handler({ context, params, query, links, url }) {
      const title = `Versions for branch ${params.branch} of ${params.pacticipant}`
      const assertExists = async () => void (await getBranch(context, params))
      return ok(
        await showVersions(context, { scope: params, page: requestedPage(query), title, url, links, assertExists }),
      )
    },
  }),
  endpoint({
    method: 'GET',
    path: paths.branchLatestVersion,
    summary: 'Shows the head of a branch: the version that was put on it last',
    access: 'read',
    responses: { 200: version },
    errors: ['not-found'],
    handler: async ({ context, params, ...request }) => ok(await showVersion(context, params, request)),
  }),
  endpoint({
    method: 'GET',
    path: paths.branchVersion,
    summary: 'Shows that a version is on a branch',
    access: 'read',
    responses: { 200: branchVersion },
    errors: ['not-found'],
    handler: async ({ context, params, links }) => ok(await representBranchVersion(context, links, params)),
  }),
  endpoint({
    method: 'PUT',
    path: paths.branchVersion,
    summary: 'Puts a version on a branch, creating pacticipant, version and branch where they are missing',
    access: 'publish',
    concerns: concernsPacticipant,
    body: { schema: z.looseObject({}), mediaTypes: [JSON_TYPE], optional: 'typed' },
    responses: { 200: branchVersion, 201: branchVersion },
    errors: ['not-found', 'malformed-request', 'unsupported-media-type'],
    async handler({ context, params, links }) {
      const outcome = await addToBranch(context, params)
      const representation = await representBranchVersion(context, links, params)
      if (outcome === 'present') return ok(representation)
      return created(links.href(paths.branchVersion, params), representation)
    },
  }),
  endpoint({
    method: 'DELETE',
    path: paths.branchVersion,
    summary: 'Takes a version off a branch',
    access: 'publish',
    concerns: concernsPacticipant,
    responses: { 204: null },
    errors: ['not-found'],
    async handler({ context, params }) {
      await removeFromBranch(context, params)
      return noContent()
    },
  }),
]

export const branchEndpoints: readonly Endpoint[] = [...branchOnly, ...versionsOnBranches]
