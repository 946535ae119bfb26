import { expand, paths } from '../wire/paths.ts'
import { type Role, type Team, type Teams, team, teams } from '../wire/teams.ts'
import { anything, call, find, queryString } from './call.ts'
import type { PartOfList } from './retention.ts'
import type { Transport } from './transport.ts'

/** Which teams are wanted; all without it. */
export interface TeamsQuestion extends PartOfList {
  /** Part of a name. */
  readonly q?: string | undefined
}

/** Somebody in a team. */
export interface MemberOfTeam {
  /** The UUID or name of the team. */
  readonly team: string
  /** The UUID of the person. */
  readonly person: string
}

/** An application in a team. */
export interface ApplicationOfTeam {
  /** The UUID or name of the team. */
  readonly team: string
  readonly pacticipant: string
}

function ownCalls(transport: Transport) {
  return {
    /**
     * Creates a team. Refused where another has the name already. Only Tallystick answers it.
     *
     * @example
     * const { members } = await broker.createTeam({ name: 'Checkout' })
     * members // → 0
     */
    createTeam(details: { readonly name: string }): Promise<Team> {
      return call(transport, { method: 'POST', url: paths.teams, body: details, answer: team })
    },

    /**
     * The teams, by name; 100 to a page unless told otherwise. Only Tallystick answers it.
     *
     * @example
     * const { _embedded } = await broker.listTeams({ q: 'check' })
     * _embedded.teams.map(({ name }) => name) // → ['Checkout']
     */
    listTeams({ q, page, size }: TeamsQuestion = {}): Promise<Teams> {
      const asked = { q, page: page?.toString(), size: size?.toString() }
      return call(transport, { method: 'GET', url: paths.teams + queryString(Object.entries(asked)), answer: teams })
    },

    /**
     * A team with its members and applications, by its UUID or name; undefined where there is none. Only Tallystick
     * answers it.
     *
     * @example
     * await broker.findTeam('Nobody') // → undefined
     */
    findTeam(key: string): Promise<Team | undefined> {
      return find(transport, { method: 'GET', url: expand(paths.team, { team: key }), answer: team })
    },

    /**
     * Gives a team another name. Only Tallystick answers it.
     *
     * @example
     * const { name } = await broker.renameTeam('Checkout', { name: 'Payments' })
     * name // → 'Payments'
     */
    renameTeam(key: string, details: { readonly name: string }): Promise<Team> {
      const url = expand(paths.team, { team: key })
      return call(transport, { method: 'PUT', url, body: details, answer: team })
    },

    /**
     * Deletes a team; its applications belong to nobody from then on. Only Tallystick answers it.
     *
     * @example
     * const { uuid } = await broker.createTeam({ name: 'Former' })
     * await broker.deleteTeam(uuid)
     * await broker.findTeam(uuid) // → undefined
     */
    async deleteTeam(key: string): Promise<void> {
      await call(transport, { method: 'DELETE', url: expand(paths.team, { team: key }), answer: anything })
    },
  }
}

function memberCalls(transport: Transport) {
  return {
    /**
     * Takes somebody into a team, or changes their role there. Somebody is known to the broker once they have signed in.
     * Only Tallystick answers it.
     *
     * @example
     * const ada = '0f6b1f6e-8d0c-4a52-9a39-64d2a3b8b2c1'
     * const add = broker.setTeamMember({ team: 'Payments', person: ada }, 'maintainer')
     * await add.catch((error) => error.status) // → 404
     */
    setTeamMember(member: MemberOfTeam, role: Role): Promise<Team> {
      const url = expand(paths.teamMember, { team: member.team, person: member.person })
      return call(transport, { method: 'PUT', url, body: { role }, answer: team })
    },

    /**
     * Takes somebody out of a team. Only Tallystick answers it.
     *
     * @example
     * const ada = '0f6b1f6e-8d0c-4a52-9a39-64d2a3b8b2c1'
     * await broker.removeTeamMember({ team: 'Payments', person: ada }).catch((error) => error.status) // → 404
     */
    async removeTeamMember(member: MemberOfTeam): Promise<void> {
      const url = expand(paths.teamMember, { team: member.team, person: member.person })
      await call(transport, { method: 'DELETE', url, answer: anything })
    },

    /**
     * Takes an application into a team, which may change it from then on. Only Tallystick answers it.
     *
     * @example
     * const { _embedded } = await broker.addToTeam({ team: 'Payments', pacticipant: 'Shop' })
     * _embedded.pacticipants.map(({ name }) => name) // → ['Shop']
     */
    addToTeam({ team: key, pacticipant }: ApplicationOfTeam): Promise<Team> {
      const url = expand(paths.teamPacticipant, { team: key, pacticipant })
      return call(transport, { method: 'PUT', url, answer: team })
    },

    /**
     * Lets an application of a team belong to nobody. Only Tallystick answers it.
     *
     * @example
     * await broker.removeFromTeam({ team: 'Payments', pacticipant: 'Shop' })
     * const payments = await broker.findTeam('Payments')
     * payments?.pacticipants // → 0
     */
    async removeFromTeam({ team: key, pacticipant }: ApplicationOfTeam): Promise<void> {
      const url = expand(paths.teamPacticipant, { team: key, pacticipant })
      await call(transport, { method: 'DELETE', url, answer: anything })
    },
  }
}

export function teamCalls(transport: Transport) {
  return { ...ownCalls(transport), ...memberCalls(transport) }
}
