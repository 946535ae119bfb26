import { createdPerson, paths, people, person, personChanges, personDetails, signInLink } from '@tallystick/client/wire'
import { z } from 'zod'
import { type Endpoint, JSON_TYPE, MERGE_PATCH, type Reply, created, endpoint, ok } from '../kernel/endpoint.ts'
import { formatTime, pageOf } from '../kernel/hal.ts'
import { DEFAULT_PAGE_SIZE, pageQuery, requestedPage } from '../kernel/paging.ts'
import { concernsEverything, concernsNobody } from './concerns.ts'
import { type MadeLink, changePerson, createPerson, getPerson, renewLink } from './people.command.ts'
import { peopleHal, personHal } from './people.hal.ts'
import { countPeople, listPeople } from './people.sql.ts'

const linkHal = ({ url, expiresAt }: MadeLink) => ({ url, expiresAt: formatTime(expiresAt) })

/** An answer with a secret in it. */
const unkept = (reply: Reply): Reply => ({ ...reply, headers: { ...reply.headers, 'Cache-Control': 'no-store' } })

export const peopleEndpoints: readonly Endpoint[] = [
  endpoint({
    method: 'GET',
    path: paths.people,
    summary: 'Lists the people who have signed in or may do so, by name; for whoever administers something',
    access: 'administer',
    concerns: concernsNobody,
    query: pageQuery.extend({
      q: z.string().optional().describe('Only those with this in their names or e-mail addresses'),
    }),
    responses: { 200: people },
    errors: ['validation-error'],
    async handler({ context: { db }, query, links, url, request }) {
      const page = requestedPage(query) ?? { number: 1, size: DEFAULT_PAGE_SIZE }
      const rows = await listPeople(db, { query: query.q, page })
      const total = await countPeople(db, query.q)
      return ok(peopleHal(links, { rows, page: pageOf(page, total), url, search: request.search }))
    },
  }),
  endpoint({
    method: 'POST',
    path: paths.people,
    summary: 'Makes somebody known who signs in without a provider; the answer has the link for it, shown only once',
    access: 'administer',
    concerns: concernsEverything,
    body: { schema: personDetails, mediaTypes: [JSON_TYPE] },
    responses: { 201: createdPerson },
    errors: ['validation-error', 'malformed-request', 'unsupported-media-type'],
    async handler({ context, body, links }) {
      const { person: row, link } = await createPerson(context, body)
      const representation = { ...personHal(links, row), signInLink: linkHal(link) }
      return unkept(created(links.href(paths.person, { uuid: row.uuid }), representation))
    },
  }),
  endpoint({
    method: 'GET',
    path: paths.person,
    summary: 'Shows somebody; for whoever administers something',
    access: 'administer',
    concerns: concernsNobody,
    responses: { 200: person },
    errors: ['not-found'],
    handler: async ({ context: { db }, params: { uuid }, links }) => ok(personHal(links, await getPerson(db, uuid))),
  }),
  endpoint({
    method: 'PATCH',
    path: paths.person,
    summary: 'Makes somebody an administrator or none, disables them or lets them in again',
    access: 'administer',
    concerns: concernsEverything,
    body: { schema: personChanges, mediaTypes: [MERGE_PATCH, JSON_TYPE] },
    responses: { 200: person },
    errors: ['not-found', 'validation-error', 'malformed-request', 'unsupported-media-type', 'conflict'],
    async handler({ context, params: { uuid }, body, links }) {
      return ok(personHal(links, await changePerson(context, uuid, body)))
    },
  }),
  endpoint({
    method: 'POST',
    path: paths.personSignInLink,
    summary:
      'Makes another link for somebody who signs in without a provider, in place of those before; shown only once',
    access: 'administer',
    concerns: concernsEverything,
    responses: { 200: signInLink },
    errors: ['not-found', 'conflict'],
    handler: async ({ context, params: { uuid } }) => unkept(ok(linkHal(await renewLink(context, uuid)))),
  }),
]
