import {
  type VerificationRequests,
  paths,
  text,
  verificationRequest,
  verificationRequestFilters,
  verificationRequestOrders,
  verificationRequests,
} from '@tallystick/client/wire'
import { z } from 'zod'
import { notFound } from '../kernel/broker-error.ts'
import { type Endpoint, endpoint, ok } from '../kernel/endpoint.ts'
import { pageOf } from '../kernel/hal.ts'
import { DEFAULT_PAGE_SIZE, pageQuery, requestedPage } from '../kernel/paging.ts'
import { verificationRequestHal, verificationRequestsHal } from './verification-requests.hal.ts'
import {
  countVerificationRequests,
  findVerificationRequest,
  listVerificationRequests,
} from './verification-requests.sql.ts'

const LARGEST_PAGE = 1000

const query = pageQuery.extend({
  consumer: text.optional().describe('only what this pacticipant waits for'),
  consumerVersion: text.optional().describe('only what this version of the consumer has published'),
  provider: text.optional().describe('only what this pacticipant is to verify'),
  status: z.enum(verificationRequestFilters).optional().describe('only what is in this state; `open` is all but done'),
  order: z.enum(verificationRequestOrders).optional().describe('what comes first; the newest when not given'),
})

function countOf(counts: VerificationRequests['counts'], status: z.infer<typeof query>['status']): number {
  const open = counts.requested + counts.started + counts.overdue
  if (status === undefined) return open + counts.done
  return status === 'open' ? open : counts[status]
}

export const verificationRequestEndpoints: readonly Endpoint[] = [
  endpoint({
    method: 'GET',
    path: paths.verificationRequests,
    summary: 'Lists what providers have yet to verify, and what came of it',
    access: 'read',
    query,
    responses: { 200: verificationRequests },
    errors: ['validation-error'],
    async handler({ context: { db }, query: asked, links, url, request }) {
      const { number, size } = requestedPage(asked) ?? { number: 1, size: DEFAULT_PAGE_SIZE }
      const part = { number, size: Math.min(size, LARGEST_PAGE) }
      const rows = await listVerificationRequests(db, asked, { ...part, order: asked.order ?? 'newest' })
      const counts = await countVerificationRequests(db, asked)
      const total = countOf(counts, asked.status)
      function pageUrl(to: number) {
        const parameters = new URLSearchParams(request.search)
        for (const name of ['pageNumber', 'pageSize']) parameters.delete(name)
        parameters.set('page', String(to))
        parameters.set('size', String(part.size))
        return `${url}?${parameters.toString()}`
      }
      const self = request.search === '' ? url : `${url}?${request.search}`
      return ok(verificationRequestsHal(links, { rows, counts, page: pageOf(part, total), self, pageUrl }))
    },
  }),
  endpoint({
    method: 'GET',
    path: paths.verificationRequest,
    summary: 'Shows what a version of a provider has to verify, since when, and what came of it',
    access: 'read',
    responses: { 200: verificationRequest },
    errors: ['not-found'],
    async handler({ context: { db }, params, links }) {
      const row = await findVerificationRequest(db, params.uuid)
      if (!row) throw notFound()
      return ok(verificationRequestHal(links, row))
    },
  }),
]
