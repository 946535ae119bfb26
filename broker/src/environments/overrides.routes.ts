import { override, overrideDetails, overrides, paths } from '@tallystick/client/wire'
import { z } from 'zod'
import type { Context } from '../context.ts'
import { type Concern, type Endpoint, JSON_TYPE, created, endpoint, noContent, ok } from '../kernel/endpoint.ts'
import { pageOf } from '../kernel/hal.ts'
import { DEFAULT_PAGE_SIZE, pageQuery, requestedPage } from '../kernel/paging.ts'
import { createOverride, endOverride, getOverride } from './overrides.command.ts'
import { overrideHal, overridesHal } from './overrides.hal.ts'
import { countOverrides, findOverride, listOverrides } from './overrides.sql.ts'

const query = pageQuery.extend({
  pacticipant: z.string().optional().describe('Only those of this application'),
  environment: z.string().optional().describe('Only those for the environment of this name'),
  active: z
    .enum(['true', 'false'])
    .transform((value) => value === 'true')
    .optional()
    .describe('`true`: only those that count now; `false`: only those that have expired or were revoked'),
})

interface ByUuid {
  readonly context: Pick<Context, 'db' | 'clock'>
  readonly params: { readonly uuid: string }
}

async function concernsOverridden({ context, params: { uuid } }: ByUuid): Promise<Concern> {
  const row = await findOverride(context.db, { uuid, now: context.clock() })
  return row ? { all: [row.pacticipant] } : 'everything'
}

export const overrideEndpoints: readonly Endpoint[] = [
  endpoint({
    method: 'GET',
    path: paths.overrides,
    summary: 'Lists the exceptions that were made to what can-i-deploy answers, the newest first',
    access: 'read',
    query,
    responses: { 200: overrides },
    errors: ['validation-error'],
    async handler({ context: { db, clock }, query: asked, links, url, request }) {
      const now = clock()
      const { pacticipant, environment, active } = asked
      const filter = { pacticipant: pacticipant || undefined, environment: environment || undefined, active, now }
      const page = requestedPage(asked) ?? { number: 1, size: DEFAULT_PAGE_SIZE }
      const rows = await listOverrides(db, filter, page)
      const total = await countOverrides(db, filter)
      return ok(overridesHal(links, { rows, now, page: pageOf(page, total), url, search: request.search }))
    },
  }),
  endpoint({
    method: 'POST',
    path: paths.overrides,
    summary: 'Allows a version into an environment for some time, whatever can-i-deploy finds',
    access: 'administer',
    concerns: ({ body }) => ({ all: [body.pacticipant] }),
    body: { schema: overrideDetails, mediaTypes: [JSON_TYPE] },
    responses: { 201: override },
    errors: ['validation-error', 'malformed-request', 'unsupported-media-type'],
    async handler({ context, body, links }) {
      const row = await createOverride(context, body)
      return created(links.href(paths.override, { uuid: row.uuid }), overrideHal(links, row, context.clock()))
    },
  }),
  endpoint({
    method: 'GET',
    path: paths.override,
    summary: 'Shows an exception that was made to what can-i-deploy answers',
    access: 'read',
    responses: { 200: override },
    errors: ['not-found'],
    async handler({ context: { db, clock }, params: { uuid }, links }) {
      const now = clock()
      return ok(overrideHal(links, await getOverride(db, { uuid, now }), now))
    },
  }),
  endpoint({
    method: 'DELETE',
    path: paths.override,
    summary: 'Revokes such an exception; it stays on record',
    access: 'administer',
    concerns: concernsOverridden,
    responses: { 204: null },
    errors: ['not-found'],
    async handler({ context, params: { uuid } }) {
      await endOverride(context, uuid)
      return noContent()
    },
  }),
]
