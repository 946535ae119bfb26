import { member, memberDetails, paths, team, teamDetails, teams } from '@tallystick/client/wire'
import { z } from 'zod'
import type { Context } from '../context.ts'
import { type Endpoint, JSON_TYPE, created, endpoint, noContent, ok } from '../kernel/endpoint.ts'
import { type Links, pageOf } from '../kernel/hal.ts'
import { DEFAULT_PAGE_SIZE, pageQuery, requestedPage } from '../kernel/paging.ts'
import { memberNotFound } from './accounts.errors.ts'
import { concernsEverything, concernsTeam, concernsTeamAndPacticipant } from './concerns.ts'
import { removeMember, setMember } from './members.command.ts'
import { assignPacticipant, changeTeam, createTeam, getTeam, releasePacticipant, removeTeam } from './teams.command.ts'
import { memberHal, teamHal, teamsHal } from './teams.hal.ts'
import { countTeams, listTeams } from './teams.sql.ts'

const represent = async ({ db }: Context, links: Links, key: string) => teamHal(links, await getTeam(db, key))

const teamsThemselves: readonly Endpoint[] = [
  endpoint({
    method: 'GET',
    path: paths.teams,
    summary: 'Lists the teams, by name',
    access: 'read',
    query: pageQuery.extend({ q: z.string().optional().describe('Only those with this in their names') }),
    responses: { 200: teams },
    errors: ['validation-error'],
    async handler({ context: { db }, query, links, url, request }) {
      const page = requestedPage(query) ?? { number: 1, size: DEFAULT_PAGE_SIZE }
      const rows = await listTeams(db, { query: query.q, page })
      const total = await countTeams(db, query.q)
      return ok(teamsHal(links, { rows, page: pageOf(page, total), url, search: request.search }))
    },
  }),
  endpoint({
    method: 'POST',
    path: paths.teams,
    summary: 'Creates a team',
    access: 'administer',
    concerns: concernsEverything,
    body: { schema: teamDetails, mediaTypes: [JSON_TYPE] },
    responses: { 201: team },
    errors: ['validation-error', 'malformed-request', 'unsupported-media-type', 'conflict'],
    async handler({ context, body, links }) {
      const uuid = await createTeam(context, body)
      return created(links.href(paths.team, { team: uuid }), await represent(context, links, uuid))
    },
  }),
  endpoint({
    method: 'GET',
    path: paths.team,
    summary: 'Shows a team, by its UUID or name, with its members and applications',
    access: 'read',
    responses: { 200: team },
    errors: ['not-found'],
    handler: async ({ context, params, links }) => ok(await represent(context, links, params.team)),
  }),
  endpoint({
    method: 'PUT',
    path: paths.team,
    summary: 'Renames a team',
    access: 'administer',
    concerns: concernsEverything,
    body: { schema: teamDetails, mediaTypes: [JSON_TYPE] },
    responses: { 200: team },
    errors: ['not-found', 'validation-error', 'malformed-request', 'unsupported-media-type', 'conflict'],
    async handler({ context, params, body, links }) {
      return ok(await represent(context, links, await changeTeam(context, params.team, body)))
    },
  }),
  endpoint({
    method: 'DELETE',
    path: paths.team,
    summary: 'Deletes a team; its applications belong to nobody from then on',
    access: 'administer',
    concerns: concernsEverything,
    responses: { 204: null },
    errors: ['not-found'],
    async handler({ context, params }) {
      await removeTeam(context, params.team)
      return noContent()
    },
  }),
]

const whatIsInTeams: readonly Endpoint[] = [
  endpoint({
    method: 'GET',
    path: paths.teamMember,
    summary: 'Shows a member of a team',
    access: 'read',
    responses: { 200: member },
    errors: ['not-found'],
    async handler({ context: { db }, params, links }) {
      const { row, members } = await getTeam(db, params.team)
      const found = members.find(({ uuid }) => uuid === params.person)
      if (!found) throw memberNotFound(params.person, row.name)
      return ok(memberHal(links, row.uuid, found))
    },
  }),
  endpoint({
    method: 'PUT',
    path: paths.teamMember,
    summary: 'Takes somebody into a team, or changes their role',
    access: 'administer',
    concerns: concernsTeam,
    body: { schema: memberDetails, mediaTypes: [JSON_TYPE] },
    responses: { 200: team, 201: team },
    errors: ['not-found', 'validation-error', 'malformed-request', 'unsupported-media-type'],
    async handler({ context, params, body, links, url }) {
      const outcome = await setMember(context, params, body)
      const representation = await represent(context, links, params.team)
      return outcome === 'added' ? created(url, representation) : ok(representation)
    },
  }),
  endpoint({
    method: 'DELETE',
    path: paths.teamMember,
    summary: 'Takes somebody out of a team',
    access: 'administer',
    concerns: concernsTeam,
    responses: { 204: null },
    errors: ['not-found'],
    async handler({ context, params }) {
      await removeMember(context, params)
      return noContent()
    },
  }),
  endpoint({
    method: 'PUT',
    path: paths.teamPacticipant,
    summary: 'Takes an application into a team: one of nobody, or one that the caller administers',
    access: 'administer',
    concerns: concernsTeamAndPacticipant,
    responses: { 200: team },
    errors: ['not-found'],
    async handler({ context, params, links }) {
      await assignPacticipant(context, params)
      return ok(await represent(context, links, params.team))
    },
  }),
  endpoint({
    method: 'DELETE',
    path: paths.teamPacticipant,
    summary: 'Lets an application of a team belong to nobody',
    access: 'administer',
    concerns: concernsTeamAndPacticipant,
    responses: { 204: null },
    errors: ['not-found'],
    async handler({ context, params }) {
      await releasePacticipant(context, params)
      return noContent()
    },
  }),
]

export const teamEndpoints: readonly Endpoint[] = [...teamsThemselves, ...whatIsInTeams]
