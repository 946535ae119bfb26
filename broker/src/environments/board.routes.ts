import { board, environmentChanges, inventory, paths } from '@tallystick/client/wire'
import { z } from 'zod'
import type { Context } from '../context.ts'
import { type Endpoint, endpoint, ok } from '../kernel/endpoint.ts'
import { pageOf } from '../kernel/hal.ts'
import { DEFAULT_PAGE_SIZE, pageQuery, positiveInteger, requestedPage } from '../kernel/paging.ts'
import { type Standing, boardHal, changesHal, inventoryHal } from './board.hal.ts'
import { countServices, listPlacementsOf, listServices } from './board.sql.ts'
import { changesCursor, changesCursorText } from './changes-cursor.ts'
import { listChanges } from './changes.sql.ts'
import { compatibilityIn, isInDoubt } from './compatibility.ts'
import { listCompatibilityFacts } from './compatibility.sql.ts'
import { getEnvironment } from './environments.routes.ts'
import { listEnvironments } from './environments.sql.ts'
import { countInventory, findChangesAround, listInventory } from './inventory.sql.ts'
import { listInForce } from './overrides.sql.ts'
import type { PlacementRow } from './placements.sql.ts'

const MOST_CHANGES = 1000

const boardQuery = pageQuery.extend({
  q: z.string().optional().describe('A part of the name of the service'),
  label: z.string().optional().describe('A label that the service has'),
  environment: z.string().optional().describe('The name of the only environment of interest'),
})

const inventoryQuery = pageQuery.extend({
  at: z.iso
    .datetime({ offset: true, error: 'must be a time such as 2026-11-22T10:00:00Z' })
    .transform((text) => new Date(Math.floor(Date.parse(text) / 1000) * 1000))
    .optional()
    .describe('What was there at that time, to the second; now when it is not said'),
  q: z.string().optional().describe('A part of the name of the service'),
})

const changesQuery = z.object({
  before: changesCursor.optional().describe('Where to go on: what an earlier answer gave as older'),
  size: positiveInteger
    .transform((size) => Math.min(size, MOST_CHANGES))
    .optional()
    .describe(`About how many; 100 when it is not said, and never more than ${MOST_CHANGES}`),
})

/** How all of them stand where they are, by one look; and by whose word those are there that are in doubt, by another. */
async function standings({ db, clock }: Pick<Context, 'db' | 'clock'>, rows: readonly PlacementRow[]) {
  const compatibility = compatibilityIn(await listCompatibilityFacts(db, rows))
  const places = rows.filter((row) => isInDoubt(compatibility(row)))
  const inForce = await listInForce(db, { places, now: clock() })
  return (row: PlacementRow): Standing => ({
    compatibility: compatibility(row),
    override: inForce.find(
      ({ versionId, environmentId }) => versionId === row.versionId && environmentId === row.environmentId,
    ),
  })
}

const isNameOf = (name: string | undefined) => name || undefined

export const boardEndpoints: readonly Endpoint[] = [
  endpoint({
    method: 'GET',
    path: paths.board,
    summary: 'Tells which version of each service is in which environment, since when, and whether it fits there',
    access: 'read',
    query: boardQuery,
    responses: { 200: board },
    errors: ['validation-error'],
    async handler({ context, query, links, url, request }) {
      const { db } = context
      const found = await listEnvironments(db, isNameOf(query.environment))
      const environments = found.toSorted((one, other) => Number(one.production) - Number(other.production))
      const environmentIds = environments.map(({ id }) => id)
      const filter = { text: query.q, label: query.label, environmentIds }
      const page = requestedPage(query) ?? { number: 1, size: DEFAULT_PAGE_SIZE }
      const total = await countServices(db, filter)
      const services = await listServices(db, filter, page)
      const serviceIds = services.map(({ id }) => id)
      const rows = await listPlacementsOf(db, serviceIds, environmentIds)
      const listed = { page: pageOf(page, total), url, search: request.search }
      const stands = await standings(context, rows)
      return ok(boardHal(links, { environments, services, rows, stands, ...listed }))
    },
  }),
  endpoint({
    method: 'GET',
    path: paths.inventory,
    summary: 'Tells which versions are in an environment, or were at a time, and when that changed',
    access: 'read',
    query: inventoryQuery,
    responses: { 200: inventory },
    errors: ['not-found', 'validation-error'],
    async handler({ context, params, query, links, url, request }) {
      const { db } = context
      const { id: environmentId } = await getEnvironment(context, params.environment)
      const { at, q: text } = query
      const filter = { environmentId, at, text }
      const page = requestedPage(query) ?? { number: 1, size: DEFAULT_PAGE_SIZE }
      const total = await countInventory(db, filter)
      const rows = await listInventory(db, filter, page)
      const changes = await findChangesAround(db, environmentId, at)
      const stands = at ? undefined : await standings(context, rows)
      const listed = { page: pageOf(page, total), url, search: request.search }
      return ok(inventoryHal(links, { at, changes, rows, stands, ...listed }))
    },
  }),
  endpoint({
    method: 'GET',
    path: paths.environmentChanges,
    summary: 'Lists what was deployed, undeployed, released and given up in an environment, newest first',
    access: 'read',
    query: changesQuery,
    responses: { 200: environmentChanges },
    errors: ['not-found', 'validation-error'],
    async handler({ context, params, query, links, url, request }) {
      const { id: environmentId } = await getEnvironment(context, params.environment)
      const { before, size = DEFAULT_PAGE_SIZE } = query
      const found = await listChanges(context.db, { environmentId, before, limit: size + 1 })
      const shown = found.slice(0, size)
      const last = shown.at(-1)
      const older = found.length > size && last ? changesCursorText(last) : null
      const rows = shown.filter(({ isReplaced }) => !isReplaced)
      return ok(changesHal(links, { rows, older, url, size, search: request.search }))
    },
  }),
]
