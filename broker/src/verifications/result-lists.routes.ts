import { paths, text, verificationResults } from '@tallystick/client/wire'
import { z } from 'zod'
import { type Endpoint, endpoint, ok } from '../kernel/endpoint.ts'
import { type PageRequest, pageQuery, requestedPage } from '../kernel/paging.ts'
import { verificationResultsHal } from './result-lists.hal.ts'
import { listNewestResults } from './result-lists.sql.ts'

const FIRST_PAGE: PageRequest = { number: 1, size: 50 }
const LARGEST_PAGE = 200
/** Further back nobody pages: a filter finds it. */
const LAST_PAGE = 1000

function pageAsked(query: z.infer<typeof pageQuery>): PageRequest {
  const { number, size } = requestedPage(query) ?? FIRST_PAGE
  return { number: Math.min(number, LAST_PAGE), size: Math.min(size, LARGEST_PAGE) }
}

const query = pageQuery.extend({
  pacticipant: text.optional().describe('only results between this pacticipant and any other'),
  consumer: text.optional().describe('only results for contracts of this pacticipant'),
  provider: text.optional().describe('only results of this pacticipant'),
  success: z.enum(['true', 'false']).optional().describe('only what succeeded, or what failed'),
})

export const resultListEndpoints: readonly Endpoint[] = [
  endpoint({
    method: 'GET',
    path: paths.newestVerificationResults,
    summary: 'Lists what providers found, newest first: of each contract content the newest result of each version',
    access: 'read',
    query,
    responses: { 200: verificationResults },
    errors: ['validation-error'],
    async handler({ context: { db }, query: asked, links, url, request: { search } }) {
      const page = pageAsked(asked)
      const success = asked.success === undefined ? undefined : asked.success === 'true'
      const rows = await listNewestResults(db, { ...asked, success }, page)
      return ok(verificationResultsHal(links, { rows, page, url, search }))
    },
  }),
]
