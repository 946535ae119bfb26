import { matrixCell, matrixGrid, paths, text } from '@tallystick/client/wire'
import { z } from 'zod'
import type { Connection } from '../context.ts'
import { listKnownNames } from '../contracts/contracts.sql.ts'
import { notFound } from '../kernel/broker-error.ts'
import { type Endpoint, endpoint, ok } from '../kernel/endpoint.ts'
import { positiveInteger } from '../kernel/paging.ts'
import { consumerNotFound, providerNotFound } from '../pacticipants/pacticipants.errors.ts'
import { findCell } from './cell.sql.ts'
import { matrixCellHal, matrixGridHal } from './grid.hal.ts'
import {
  type GridPair,
  findGridPair,
  listConsumerSide,
  listGridContracts,
  listGridResults,
  listGridVersions,
  listProviderSide,
} from './grid.sql.ts'

const DEFAULT_SIZE = 20
const LARGEST_SIZE = 50

const gridQuery = z.object({
  page: positiveInteger.optional().describe("Which page of the consumer's versions, from 1"),
  providerPage: positiveInteger.optional().describe("Which page of the provider's versions, from 1"),
  size: positiveInteger.optional().describe('How many versions of each to a page; 20 when not given, at most 50'),
})

const cellQuery = z.object({
  providerVersion: text.optional().describe('Which version of the provider; the one that verified last if not given'),
})

async function readGrid(db: Connection, pair: GridPair | undefined, asked: z.infer<typeof gridQuery>) {
  const none = { ids: [], hasOlder: false }
  if (!pair) return { sides: { consumer: none, provider: none }, versions: [], contracts: [], results: [] }
  const size = Math.min(asked.size ?? DEFAULT_SIZE, LARGEST_SIZE)
  const consumer = await listConsumerSide(db, pair, { number: asked.page ?? 1, size })
  const provider = await listProviderSide(db, pair, { number: asked.providerPage ?? 1, size })
  const sides = { consumer, provider }
  return {
    sides,
    versions: await listGridVersions(db, [...consumer.ids, ...provider.ids]),
    contracts: await listGridContracts(db, pair, consumer.ids),
    results: await listGridResults(db, pair, sides),
  }
}

export const matrixGridEndpoints: readonly Endpoint[] = [
  endpoint({
    method: 'GET',
    path: paths.matrixGrid,
    summary: 'The newest versions of a consumer and its provider, with the results between them',
    access: 'read',
    query: gridQuery,
    responses: { 200: matrixGrid },
    errors: ['not-found', 'validation-error'],
    async handler({ context: { db }, params: { consumer, provider }, query, links, url, request }) {
      const pair = await findGridPair(db, { consumer, provider })
      if (!pair) {
        const known = await listKnownNames(db, [consumer, provider])
        if (!known.includes(consumer)) throw consumerNotFound(consumer)
        if (!known.includes(provider)) throw providerNotFound(provider)
      }
      const grid = await readGrid(db, pair, query)
      const self = request.search === '' ? url : `${url}?${request.search}`
      return ok(matrixGridHal(links, { consumer, provider, ...grid }, self))
    },
  }),
  endpoint({
    method: 'GET',
    path: paths.matrixCell,
    summary: 'What a version of the provider found for the contract of a consumer version, and what to run next',
    access: 'read',
    query: cellQuery,
    responses: { 200: matrixCell },
    errors: ['not-found', 'validation-error'],
    async handler({ context: { db }, params, query: { providerVersion }, links, url, request }) {
      const at = { ...params, providerVersion }
      const row = await findCell(db, at)
      if (!row) throw notFound()
      const self = request.search === '' ? url : `${url}?${request.search}`
      return ok(matrixCellHal(links, at, { row, self }))
    },
  }),
]
