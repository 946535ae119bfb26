import { label, labels, pacticipantsWithLabel, paths } from '@tallystick/client/wire'
import { z } from 'zod'
import { concernsPacticipant } from '../accounts/concerns.ts'
import type { Context } from '../context.ts'
import { type BrokerError, notFound } from '../kernel/broker-error.ts'
import { type Endpoint, JSON_TYPE, created, endpoint, noContent, ok } from '../kernel/endpoint.ts'
import { type Links, pageOf } from '../kernel/hal.ts'
import { pageQuery, requestedPage } from '../kernel/paging.ts'
import { addLabel, removeLabel } from './labels.command.ts'
import { labelHal, labelsHal } from './labels.hal.ts'
import { type LabelAddress, countLabelNames, findLabel, listLabelNames } from './labels.sql.ts'
import { pacticipantNotFound } from './pacticipants.errors.ts'
import { pacticipantsWithLabelHal } from './pacticipants.hal.ts'
import { countPacticipants, findPacticipant, listPacticipants } from './pacticipants.sql.ts'

/** Which part of the address leads nowhere. */
async function labelNotFound({ db }: Context, { pacticipant, label }: LabelAddress): Promise<BrokerError> {
  if (!(await findPacticipant(db, pacticipant))) return pacticipantNotFound(pacticipant)
  return notFound(`No label '${label}' found for pacticipant '${pacticipant}'`)
}

async function represent(context: Context, links: Links, address: LabelAddress) {
  const row = await findLabel(context.db, address)
  if (!row) throw await labelNotFound(context, address)
  return labelHal(links, row, address.pacticipant)
}

const labelsOfPacticipants: readonly Endpoint[] = [
  endpoint({
    method: 'GET',
    path: paths.label,
    summary: 'Shows a label of a pacticipant',
    access: 'read',
    responses: { 200: label },
    errors: ['not-found'],
    handler: async ({ context, params, links }) => ok(await represent(context, links, params)),
  }),
  endpoint({
    method: 'PUT',
    path: paths.label,
    summary: 'Labels a pacticipant, creating it when it is new',
    access: 'administer',
    concerns: concernsPacticipant,
    body: { schema: z.looseObject({}), mediaTypes: [JSON_TYPE], optional: 'typed' },
    responses: { 200: label, 201: label },
    errors: ['malformed-request', 'unsupported-media-type'],
    async handler({ context, params, links }) {
      const outcome = await addLabel(context, params)
      const representation = await represent(context, links, params)
      return outcome === 'created' ? created(links.href(paths.label, params), representation) : ok(representation)
    },
  }),
  endpoint({
    method: 'DELETE',
    path: paths.label,
    summary: 'Takes a label off a pacticipant',
    access: 'administer',
    concerns: concernsPacticipant,
    responses: { 204: null },
    errors: ['not-found'],
    async handler({ context, params }) {
      if (!(await removeLabel(context, params))) throw await labelNotFound(context, params)
      return noContent()
    },
  }),
]

const lists: readonly Endpoint[] = [
  endpoint({
    method: 'GET',
    path: paths.labels,
    summary: 'Lists the labels that pacticipants have, each once',
    access: 'read',
    query: pageQuery,
    responses: { 200: labels },
    errors: ['validation-error'],
    async handler({ context, query, links }) {
      const page = requestedPage(query)
      const names = await listLabelNames(context.db, page)
      return ok(labelsHal(links, names, page && pageOf(page, await countLabelNames(context.db))))
    },
  }),
  endpoint({
    method: 'GET',
    path: paths.pacticipantsWithLabel,
    summary: 'Lists the pacticipants with a label; none, where nobody has it',
    access: 'read',
    query: pageQuery.extend({ q: z.string().optional() }),
    responses: { 200: pacticipantsWithLabel },
    errors: ['validation-error'],
    async handler({ context, params, query, links }) {
      const page = requestedPage(query)
      const filter = { label: params.label, query: query.q }
      const rows = await listPacticipants(context.db, { ...filter, page })
      const total = page ? await countPacticipants(context.db, filter) : rows.length
      const list = { rows, page: page && pageOf(page, total), query: query.q }
      return ok(pacticipantsWithLabelHal(links, list, params.label))
    },
  }),
]

export const labelEndpoints: readonly Endpoint[] = [...labelsOfPacticipants, ...lists]
