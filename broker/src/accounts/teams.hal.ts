import { type Page, paths } from '@tallystick/client/wire'
import { type Links, neighbourLinks, timestamps } from '../kernel/hal.ts'
import { roles } from './roles.ts'
import type { MemberRow, TeamRow } from './teams.sql.ts'

function teamFields(links: Links, row: TeamRow) {
  const { uuid, name, members, pacticipants } = row
  return {
    uuid,
    name,
    members,
    pacticipants,
    ...timestamps(row),
    _links: {
      self: { title: 'Team', name, href: links.href(paths.team, { team: uuid }) },
      'pb:teams': { title: 'Teams', href: links.href(paths.teams) },
      'pb:team-member': {
        title: 'Add, change or remove a member',
        ...links.template(paths.teamMember, { team: uuid }),
      },
      'pb:team-pacticipant': {
        title: 'Take an application into the team, or let it go',
        ...links.template(paths.teamPacticipant, { team: uuid }),
      },
      curies: links.curies('team'),
    },
  }
}

export function memberHal(links: Links, team: string, row: MemberRow) {
  const href = links.href(paths.teamMember, { team, person: row.uuid })
  return { ...row, _links: { self: { title: 'Member', name: row.name, href } } }
}

interface WholeTeam {
  readonly row: TeamRow
  readonly members: readonly MemberRow[]
  readonly pacticipants: readonly string[]
}

export function teamHal(links: Links, { row, members, pacticipants }: WholeTeam) {
  const { _links, ...fields } = teamFields(links, row)
  return {
    ...fields,
    roles: Object.entries(roles).map(([role, { says }]) => ({ role, says })),
    _embedded: {
      members: members.map((member) => memberHal(links, row.uuid, member)),
      pacticipants: pacticipants.map((name) => ({
        name,
        _links: {
          self: { title: 'Pacticipant', name, href: links.href(paths.pacticipant, { pacticipant: name }) },
        },
      })),
    },
    _links,
  }
}

interface Listed {
  readonly rows: readonly TeamRow[]
  readonly page: Page
  readonly url: string
  readonly search: string
}

export function teamsHal(links: Links, { rows, ...listed }: Listed) {
  return {
    page: listed.page,
    _embedded: { teams: rows.map((row) => teamFields(links, row)) },
    _links: neighbourLinks(listed),
  }
}
