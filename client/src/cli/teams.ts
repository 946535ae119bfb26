import { type Command, Option } from 'commander'
import { type Role, type Team, role } from '../wire/teams.ts'
import { type AskOptions, addAnswer } from './ask.ts'
import { exitCode } from './exit-code.ts'
import { ALL_FORMS } from './output-option.ts'
import { done } from './report.ts'
import type { Run } from './run.ts'
import { wholeList } from './whole-list.ts'

const TEAM = ['--team <team>', 'the team, by its name or UUID'] as const

interface CreateOptions extends AskOptions {
  readonly name: string
}

export function defineCreateTeam(command: Command, run: Run): void {
  command.requiredOption('--name <name>', 'its name')
  addAnswer<CreateOptions>(command, {
    forms: ['text', 'json', 'id'],
    run,
    async answer({ name }, broker) {
      const team = await broker.createTeam({ name })
      return { json: team, id: team.uuid, blocks: [done(`The team ${name} is created (${team.uuid}).`)] }
    },
  })
}

interface ListOptions extends AskOptions {
  readonly query?: string
}

export function defineListTeams(command: Command, run: Run): void {
  command.option('-q, --query <text>', 'only those with this in their names')
  addAnswer<ListOptions>(command, {
    forms: ALL_FORMS,
    run,
    async answer({ query }, broker) {
      const { items: teams, json } = await wholeList('teams', (part) => broker.listTeams({ q: query, ...part }))
      const rows = teams.map((one) => [one.name, String(one.members), String(one.pacticipants), one.uuid])
      const header = ['NAME', 'MEMBERS', 'APPLICATIONS', 'UUID']
      const none = [{ lines: [{ text: 'There is no such team.' }] }]
      return { json, blocks: rows.length > 0 ? [{ header, rows }] : none }
    },
  })
}

interface TeamOptions extends AskOptions {
  readonly team: string
}

function blocksOf({ name, uuid, _embedded: { members, pacticipants } }: Team) {
  const people = members.map((one) => [one.name, one.email ?? '', one.role, one.uuid])
  return [
    { lines: [{ text: name, format: 'bold' as const }, { text: `UUID: ${uuid}` }] },
    { header: ['MEMBER', 'E-MAIL', 'ROLE', 'UUID'], rows: people },
    { header: ['APPLICATION'], rows: pacticipants.map((one) => [one.name]) },
  ]
}

export function defineDescribeTeam(command: Command, run: Run): void {
  command.requiredOption(...TEAM)
  addAnswer<TeamOptions>(command, {
    forms: ALL_FORMS,
    run,
    async answer({ team: key }, broker, terminal) {
      const team = await broker.findTeam(key)
      if (team) return { json: team, blocks: blocksOf(team) }
      terminal.note(`There is no team ${key}: list-teams shows those that there are.`, 'red')
      return { json: null, blocks: [], code: exitCode.no }
    },
  })
}

export function defineDeleteTeam(command: Command, run: Run): void {
  command.requiredOption(...TEAM)
  addAnswer<TeamOptions>(command, {
    forms: ['text', 'json'],
    run,
    async answer({ team }, broker) {
      await broker.deleteTeam(team)
      return { json: { team }, blocks: [done(`The team ${team} is deleted; its applications belong to nobody.`)] }
    },
  })
}

interface MemberOptions extends TeamOptions {
  readonly person: string
  readonly role: Role
}

const PERSON = ['--person <uuid>', 'the UUID of somebody who has signed in'] as const

export function defineSetTeamMember(command: Command, run: Run): void {
  command
    .requiredOption(...TEAM)
    .requiredOption(...PERSON)
    .addOption(new Option('--role <role>', 'what they are there').choices(role.options).default('contributor'))
  addAnswer<MemberOptions>(command, {
    forms: ['text', 'json'],
    run,
    async answer({ team, person, role: given }, broker) {
      const answer = await broker.setTeamMember({ team, person }, given)
      const name = answer._embedded.members.find(({ uuid }) => uuid === person)?.name ?? person
      return { json: answer, blocks: [done(`${name} is ${given} in the team ${answer.name}.`)] }
    },
  })
}

export function defineRemoveTeamMember(command: Command, run: Run): void {
  command.requiredOption(...TEAM).requiredOption(...PERSON)
  addAnswer<MemberOptions>(command, {
    forms: ['text', 'json'],
    run,
    async answer({ team, person }, broker) {
      await broker.removeTeamMember({ team, person })
      return { json: { team, person }, blocks: [done(`${person} is not in the team ${team} any more.`)] }
    },
  })
}

interface ApplicationOptions extends TeamOptions {
  readonly pacticipant: string
}

const APPLICATION = ['-a, --pacticipant <name>', 'the application'] as const

export function defineAddToTeam(command: Command, run: Run): void {
  command.requiredOption(...TEAM).requiredOption(...APPLICATION)
  addAnswer<ApplicationOptions>(command, {
    forms: ['text', 'json'],
    run,
    async answer({ team, pacticipant }, broker) {
      const answer = await broker.addToTeam({ team, pacticipant })
      return { json: answer, blocks: [done(`${pacticipant} belongs to the team ${answer.name}.`)] }
    },
  })
}

export function defineRemoveFromTeam(command: Command, run: Run): void {
  command.requiredOption(...TEAM).requiredOption(...APPLICATION)
  addAnswer<ApplicationOptions>(command, {
    forms: ['text', 'json'],
    run,
    async answer({ team, pacticipant }, broker) {
      await broker.removeFromTeam({ team, pacticipant })
      return { json: { team, pacticipant }, blocks: [done(`${pacticipant} belongs to nobody now.`)] }
    },
  })
}
