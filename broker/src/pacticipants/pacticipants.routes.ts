import { newPacticipant, pacticipant, pacticipantDetails, pacticipants, paths } from '@tallystick/client/wire'
import { z } from 'zod'
import { concernsPacticipant } from '../accounts/concerns.ts'
import type { Context } from '../context.ts'
import { type Endpoint, JSON_TYPE, MERGE_PATCH, created, endpoint, noContent, ok } from '../kernel/endpoint.ts'
import { type Links, pageOf } from '../kernel/hal.ts'
import { pageQuery, requestedPage } from '../kernel/paging.ts'
import { createPacticipant, mergePacticipant, removePacticipant, replacePacticipant } from './pacticipants.command.ts'
import { pacticipantNotFound } from './pacticipants.errors.ts'
import { pacticipantHal, pacticipantsHal } from './pacticipants.hal.ts'
import { countPacticipants, findPacticipant, listPacticipants } from './pacticipants.sql.ts'

async function represent({ db }: Context, links: Links, name: string) {
  const row = await findPacticipant(db, name)
  if (!row) throw pacticipantNotFound(name)
  return pacticipantHal(links, row)
}

export const pacticipantEndpoints: readonly Endpoint[] = [
  endpoint({
    method: 'GET',
    path: paths.pacticipants,
    summary: 'Lists the applications that take part in contracts',
    access: 'read',
    query: pageQuery.extend({ q: z.string().optional() }),
    responses: { 200: pacticipants },
    errors: ['validation-error'],
    async handler({ context, query, links }) {
      const page = requestedPage(query)
      const rows = await listPacticipants(context.db, { query: query.q, page })
      const total = page ? await countPacticipants(context.db, { query: query.q }) : rows.length
      return ok(pacticipantsHal(links, { rows, page: page && pageOf(page, total), query: query.q }))
    },
  }),
  endpoint({
    method: 'POST',
    path: paths.pacticipants,
    summary: 'Creates a pacticipant; one that exists is left as it is',
    access: 'administer',
    concerns: ({ body }) => ({ all: [body.name] }),
    body: { schema: newPacticipant, mediaTypes: [JSON_TYPE] },
    responses: { 201: pacticipant },
    errors: ['validation-error', 'malformed-request'],
    async handler({ context, body, links }) {
      await createPacticipant(context, body)
      const representation = await represent(context, links, body.name)
      return created(links.href(paths.pacticipant, { pacticipant: body.name }), representation)
    },
  }),
  endpoint({
    method: 'GET',
    path: paths.pacticipant,
    summary: 'Shows a pacticipant',
    access: 'read',
    responses: { 200: pacticipant },
    errors: ['not-found'],
    handler: async ({ context, params, links }) => ok(await represent(context, links, params.pacticipant)),
  }),
  endpoint({
    method: 'PUT',
    path: paths.pacticipant,
    summary: 'Replaces what is known of a pacticipant',
    access: 'administer',
    concerns: concernsPacticipant,
    body: { schema: pacticipantDetails, mediaTypes: [JSON_TYPE], optional: true },
    responses: { 200: pacticipant },
    errors: ['not-found', 'validation-error', 'malformed-request'],
    async handler({ context, params, body, links }) {
      await replacePacticipant(context, params.pacticipant, body)
      return ok(await represent(context, links, params.pacticipant))
    },
  }),
  endpoint({
    method: 'PATCH',
    path: paths.pacticipant,
    summary: 'Changes what is given of a pacticipant, creating it when it is new',
    access: 'administer',
    concerns: concernsPacticipant,
    body: { schema: pacticipantDetails, mediaTypes: [JSON_TYPE, MERGE_PATCH], optional: true },
    responses: { 200: pacticipant, 201: pacticipant },
    errors: ['validation-error', 'malformed-request'],
    async handler({ context, params, body, links }) {
      const outcome = await mergePacticipant(context, params.pacticipant, body)
      const representation = await represent(context, links, params.pacticipant)
      if (outcome === 'updated') return ok(representation)
      return created(links.href(paths.pacticipant, { pacticipant: params.pacticipant }), representation)
    },
  }),
  endpoint({
    method: 'DELETE',
    path: paths.pacticipant,
    summary: 'Deletes a pacticipant with its versions, contracts and results',
    access: 'administer',
    concerns: concernsPacticipant,
    responses: { 204: null },
    errors: ['not-found'],
    async handler({ context, params }) {
      await removePacticipant(context, params.pacticipant)
      return noContent()
    },
  }),
]
