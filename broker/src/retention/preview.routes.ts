import { paths, retentionPreview, retentionPreviewBranches, retentionPreviewVersions } from '@tallystick/client/wire'
import { z } from 'zod'
import type { Connection, Context } from '../context.ts'
import { type Endpoint, endpoint, ok } from '../kernel/endpoint.ts'
import { pageOf } from '../kernel/hal.ts'
import { DEFAULT_PAGE_SIZE, type PageRequest, pageQuery, requestedPage } from '../kernel/paging.ts'
import { pacticipantNotFound } from '../pacticipants/pacticipants.errors.ts'
import { countPacticipants, findPacticipant, listPacticipants } from '../pacticipants/pacticipants.sql.ts'
import { listBranchesOf } from './clean-branches.sql.ts'
import { countOverwrittenOf } from './clean-overwritten.sql.ts'
import { isBranchKept } from './keep-branch.ts'
import {
  type KeepRule,
  type VersionFacts,
  ageSelectors,
  daysBefore,
  isKept,
  keptSince,
  withNeeded,
} from './keep-version.ts'
import { type PacticipantPreview, previewBranchesHal, previewHal, previewVersionsHal } from './preview.hal.ts'
import { type Young, extendPreview, previewOfYoung } from './preview.ts'
import { settingsInForce } from './settings-in-force.ts'
import { findSpanSince, listNextVersions, listVersionFacts } from './version-facts.sql.ts'

// Each is looked at with its whole history: not too many at once, whatever is asked for.
const PACTICIPANTS = 10
const MOST_PACTICIPANTS = 50
const STRETCH = 500

type Asking = Pick<Context, 'config' | 'clock'>

const versionRule = ({ config, clock }: Asking): KeepRule => ({
  selectors: withNeeded(config.databaseCleanKeepVersionSelectors),
  now: clock(),
})

const branchRule = ({ config, clock }: Asking) => ({ selectors: config.databaseCleanKeepBranchSelectors, now: clock() })

interface History {
  readonly pacticipantId: number
  readonly now: Date
  /** Only what came to be before; without it, all. */
  readonly before?: Date | undefined
}

/** The versions of a pacticipant, the oldest first, a few hundred at a time. */
async function* versionsOf(
  db: Connection,
  { pacticipantId, now, before }: History,
): AsyncGenerator<readonly VersionFacts[]> {
  for (let after = 0; ;) {
    const versionIds = await listNextVersions(db, { pacticipantId, after, size: STRETCH, before })
    const last = versionIds.at(-1)
    if (last === undefined) return
    after = last
    yield await listVersionFacts(db, { versionIds, now })
  }
}

async function previewOf(context: Context, { id, name }: { id: number; name: string }): Promise<PacticipantPreview> {
  const { db, config } = context
  const rule = versionRule(context)
  const young: Young[] = []
  for (const selector of ageSelectors(rule)) {
    const since = daysBefore(rule.now, selector.maxAge)
    young.push({ selector, span: await findSpanSince(db, { pacticipantId: id, since }) })
  }
  let versions = previewOfYoung(rule, young)
  for await (const some of versionsOf(db, { pacticipantId: id, now: rule.now, before: keptSince(rule) })) {
    versions = extendPreview(versions, some, rule)
  }
  const branches = await listBranchesOf(db, id)
  const toKeep = branches.filter((branch) => isBranchKept(branch, branchRule(context))).length
  const before = daysBefore(rule.now, config.databaseCleanOverwrittenDataMaxAge)
  const overwrittenData = await countOverwrittenOf(db, { pacticipantId: id, before })
  return { name, versions, branches: { toDelete: branches.length - toKeep, toKeep }, overwrittenData }
}

const listQuery = pageQuery.extend({
  kept: z
    .enum(['true', 'false'], { error: 'must be true or false' })
    .transform((value) => value === 'true')
    .optional(),
})

const whole = (query: z.infer<typeof pageQuery>, size: number): PageRequest =>
  requestedPage(query) ?? { number: 1, size }

const partOf = <Item>(items: readonly Item[], { number, size }: PageRequest): readonly Item[] =>
  items.slice((number - 1) * size, number * size)

async function getPacticipant(db: Connection, name: string) {
  const row = await findPacticipant(db, name)
  if (!row) throw pacticipantNotFound(name)
  return row
}

export const previewEndpoints: readonly Endpoint[] = [
  endpoint({
    method: 'GET',
    path: paths.retentionPreview,
    summary: 'Counts what cleaning up would delete and keep, by pacticipant, without deleting anything',
    access: 'read',
    query: pageQuery,
    responses: { 200: retentionPreview },
    errors: ['validation-error'],
    async handler({ context, query, links }) {
      const { db, config } = context
      const { number, size } = whole(query, PACTICIPANTS)
      const request = { number, size: Math.min(size, MOST_PACTICIPANTS) }
      const rows = await listPacticipants(db, { page: request })
      const pacticipants: PacticipantPreview[] = []
      for (const row of rows) pacticipants.push(await previewOf(context, row))
      const page = pageOf(request, await countPacticipants(db, {}))
      return ok(previewHal(links, { settings: settingsInForce(config), pacticipants, page }))
    },
  }),
  endpoint({
    method: 'GET',
    path: paths.retentionPreviewVersions,
    summary: 'Lists the versions of a pacticipant, each with why it would be kept or deleted',
    access: 'read',
    query: listQuery,
    responses: { 200: retentionPreviewVersions },
    errors: ['not-found', 'validation-error'],
    async handler({ context, params, query, links, url }) {
      const { db } = context
      const { id } = await getPacticipant(db, params.pacticipant)
      const rule = versionRule(context)
      const found: VersionFacts[] = []
      for await (const some of versionsOf(db, { pacticipantId: id, now: rule.now })) {
        found.push(...some.filter((version) => query.kept === undefined || isKept(version, rule) === query.kept))
      }
      const request = whole(query, DEFAULT_PAGE_SIZE)
      const listed = { url, page: pageOf(request, found.length), isKept: query.kept }
      return ok(previewVersionsHal(links, { versions: partOf(found, request), rule, ...listed }))
    },
  }),
  endpoint({
    method: 'GET',
    path: paths.retentionPreviewBranches,
    summary: 'Lists the branches of a pacticipant that would be kept or deleted',
    access: 'read',
    query: listQuery,
    responses: { 200: retentionPreviewBranches },
    errors: ['not-found', 'validation-error'],
    async handler({ context, params, query, links, url }) {
      const { db } = context
      const { id } = await getPacticipant(db, params.pacticipant)
      const rule = branchRule(context)
      const found = (await listBranchesOf(db, id)).filter(
        (branch) => query.kept === undefined || isBranchKept(branch, rule) === query.kept,
      )
      const request = whole(query, DEFAULT_PAGE_SIZE)
      const listed = { url, page: pageOf(request, found.length), isKept: query.kept }
      return ok(previewBranchesHal(links, { branches: partOf(found, request), rule, ...listed }))
    },
  }),
]
