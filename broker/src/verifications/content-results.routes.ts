import { contentResults, interactionResults, paths, resultDetails } from '@tallystick/client/wire'
import type { Connection } from '../context.ts'
import { findContentId } from '../contracts/content-versions.sql.ts'
import { notFound } from '../kernel/broker-error.ts'
import { type Endpoint, endpoint, ok } from '../kernel/endpoint.ts'
import { pageOf } from '../kernel/hal.ts'
import { DEFAULT_PAGE_SIZE, pageQuery, requestedPage } from '../kernel/paging.ts'
import { contentResultsHal, interactionResultsHal, resultDetailsHal } from './content-results.hal.ts'
import {
  type ContentResultRow,
  countContentResults,
  findContentResult,
  findContentVersion,
  listContentResults,
  listInteractionsOfResult,
  listNewestOfInteractions,
} from './content-results.sql.ts'
import type { ContentLocator } from './verifications.sql.ts'

async function getContentId(db: Connection, content: ContentLocator): Promise<number> {
  const id = await findContentId(db, content)
  if (id === undefined) throw notFound()
  return id
}

/** By its number, or `latest`. */
async function getResult(db: Connection, contentId: number, number: string): Promise<ContentResultRow> {
  if (number === 'latest') {
    const [newest] = await listContentResults(db, contentId, { number: 1, size: 1 })
    if (newest) return newest
  }
  const row = /^\d{1,9}$/.test(number) ? await findContentResult(db, contentId, Number(number)) : undefined
  if (!row) throw notFound()
  return row
}

export const contentResultEndpoints: readonly Endpoint[] = [
  endpoint({
    method: 'GET',
    path: paths.verificationResults,
    summary: 'Lists the results that a contract has, newest first, page by page',
    access: 'read',
    query: pageQuery,
    responses: { 200: contentResults },
    errors: ['not-found', 'validation-error'],
    async handler({ context: { db }, params, query, links }) {
      const contentId = await getContentId(db, params)
      const asked = requestedPage(query) ?? { number: 1, size: DEFAULT_PAGE_SIZE }
      const rows = await listContentResults(db, contentId, asked)
      const page = pageOf(asked, await countContentResults(db, contentId))
      return ok(contentResultsHal(links, { content: params, rows, page }))
    },
  }),
  endpoint({
    method: 'GET',
    path: paths.contentInteractions,
    summary: 'Shows the newest result of each interaction of a contract',
    access: 'read',
    responses: { 200: interactionResults },
    errors: ['not-found'],
    async handler({ context: { db }, params, links }) {
      const contentId = await getContentId(db, params)
      return ok(interactionResultsHal(links, params, await listNewestOfInteractions(db, contentId)))
    },
  }),
  endpoint({
    method: 'GET',
    path: paths.resultInteractions,
    summary: 'Shows what a verification found for each interaction of a contract; of the newest one as latest',
    access: 'read',
    responses: { 200: resultDetails },
    errors: ['not-found'],
    async handler({ context: { db }, params: { number, ...content }, links }) {
      const contentId = await getContentId(db, content)
      const row = await getResult(db, contentId, number)
      const interactions = await listInteractionsOfResult(db, contentId, row)
      const consumerVersion = await findContentVersion(db, contentId)
      const shown = interactions.map(({ result, ...interaction }) => ({
        ...interaction,
        result: result && { ...result, mismatches: [...result.mismatches] },
      }))
      return ok(resultDetailsHal(links, { content, row, consumerVersion, interactions: shown }))
    },
  }),
]
