import { createdToken, paths, token, tokenDetails, tokens } from '@tallystick/client/wire'
import { z } from 'zod'
import { type Endpoint, JSON_TYPE, created, endpoint, noContent, ok } from '../kernel/endpoint.ts'
import { pageOf } from '../kernel/hal.ts'
import { DEFAULT_PAGE_SIZE, pageQuery, requestedPage } from '../kernel/paging.ts'
import { createToken, endToken, getToken } from './manage-tokens.command.ts'
import { countTokens, listTokens } from './token-list.sql.ts'
import { seenBy } from './token-rules.ts'
import { tokenHal, tokensHal } from './tokens.hal.ts'

const query = pageQuery.extend({
  team: z.string().optional().describe('Only those that reach the team of this UUID or name'),
  active: z
    .enum(['true', 'false'])
    .transform((value) => value === 'true')
    .optional()
    .describe('`true`: only those that count now; `false`: only those that have expired or were revoked'),
})

export const tokenEndpoints: readonly Endpoint[] = [
  endpoint({
    method: 'GET',
    path: paths.tokens,
    summary: 'Lists the own tokens, and those that one may revoke, the newest first',
    access: 'own',
    query,
    responses: { 200: tokens },
    errors: ['validation-error'],
    async handler({ context: { db, clock, caller }, query: asked, links, url, request }) {
      const now = clock()
      const filter = { seen: seenBy(caller), active: asked.active, team: asked.team || undefined, now }
      const page = requestedPage(asked) ?? { number: 1, size: DEFAULT_PAGE_SIZE }
      const rows = await listTokens(db, filter, page)
      const total = await countTokens(db, filter)
      return ok(tokensHal(links, { rows, now, page: pageOf(page, total), url, search: request.search }))
    },
  }),
  endpoint({
    method: 'POST',
    path: paths.tokens,
    summary: 'Creates a token of the caller, or of the system; the answer has its secret, which is never shown again',
    access: 'own',
    body: { schema: tokenDetails, mediaTypes: [JSON_TYPE] },
    responses: { 201: createdToken },
    errors: ['validation-error', 'malformed-request', 'unsupported-media-type'],
    async handler({ context, body, links }) {
      const { row, secret } = await createToken(context, body)
      const representation = { ...tokenHal(links, row, context.clock()), secret }
      const reply = created(links.href(paths.token, { uuid: row.uuid }), representation)
      return { ...reply, headers: { ...reply.headers, 'Cache-Control': 'no-store' } }
    },
  }),
  endpoint({
    method: 'GET',
    path: paths.token,
    summary: 'Shows a token, without its secret',
    access: 'own',
    responses: { 200: token },
    errors: ['not-found'],
    async handler({ context: { db, clock, caller }, params: { uuid }, links }) {
      return ok(tokenHal(links, await getToken(db, caller, uuid), clock()))
    },
  }),
  endpoint({
    method: 'DELETE',
    path: paths.token,
    summary: 'Revokes a token at once; it stays on record',
    access: 'own',
    responses: { 204: null },
    errors: ['not-found'],
    async handler({ context, params: { uuid } }) {
      await endToken(context, uuid)
      return noContent()
    },
  }),
]
