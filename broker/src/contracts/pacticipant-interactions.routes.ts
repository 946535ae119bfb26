import { pacticipantInteractions, paths } from '@tallystick/client/wire'
import { z } from 'zod'
import { type Endpoint, endpoint, ok } from '../kernel/endpoint.ts'
import { pageOf } from '../kernel/hal.ts'
import { DEFAULT_PAGE_SIZE, pageQuery, requestedPage } from '../kernel/paging.ts'
import { assertPacticipant } from '../versions/not-found.sql.ts'
import { pacticipantInteractionsHal } from './pacticipant-interactions.hal.ts'
import { countPacticipantInteractions, listPacticipantInteractions } from './pacticipant-interactions.sql.ts'

const query = pageQuery.extend({
  q: z
    .string()
    .optional()
    .describe('A part of the description, a provider state, the method, the path or the name of the other side'),
  role: z.enum(['consumer', 'provider']).optional().describe('What the pacticipant is in them; both without it'),
})

export const pacticipantInteractionEndpoints: readonly Endpoint[] = [
  endpoint({
    method: 'GET',
    path: paths.pacticipantInteractions,
    summary: 'Lists what a pacticipant asks of others and others of it, by the contracts in force, page by page',
    access: 'read',
    query,
    responses: { 200: pacticipantInteractions },
    errors: ['not-found', 'validation-error'],
    async handler({ context: { db }, params: { pacticipant }, query: asked, links, url, request }) {
      const { q: text, role } = asked
      const page = requestedPage(asked) ?? { number: 1, size: DEFAULT_PAGE_SIZE }
      const question = { pacticipant, text, role }
      const total = await countPacticipantInteractions(db, question)
      if (total === 0) await assertPacticipant(db, pacticipant)
      const rows = total === 0 ? [] : await listPacticipantInteractions(db, question, page)
      return ok(
        pacticipantInteractionsHal(links, {
          rows,
          page: pageOf(page, total),
          pacticipant,
          url,
          search: request.search,
        }),
      )
    },
  }),
]
