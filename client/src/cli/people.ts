import type { Command } from 'commander'
import type { Person, PersonChanges, SignInLink } from '../wire/people.ts'
import { type AskOptions, addAnswer } from './ask.ts'
import { UsageError } from './exit-code.ts'
import { addFlag } from './flag.ts'
import { ALL_FORMS } from './output-option.ts'
import { done } from './report.ts'
import type { Run } from './run.ts'
import { wholeList } from './whole-list.ts'

const PERSON = ['--person <uuid>', 'their UUID: list-people shows it'] as const

const linkBlock = ({ url, expiresAt }: SignInLink) => ({
  lines: [{ text: `Their link, good for once until ${expiresAt}, which is not shown again:` }, { text: url }],
})

interface CreateOptions extends AskOptions {
  readonly name: string
  readonly email?: string
  readonly administrator?: boolean
}

export function defineCreatePerson(command: Command, run: Run): void {
  command.requiredOption('--name <name>', 'their name').option('--email <address>', 'their e-mail address')
  addFlag(command, '--administrator', 'they may do everything')
  addAnswer<CreateOptions>(command, {
    forms: ['text', 'json', 'id'],
    run,
    async answer({ name, email, administrator }, broker) {
      const person = await broker.createPerson({ name, email, administrator })
      const { uuid, signInLink } = person
      return { json: person, id: uuid, blocks: [done(`${name} may sign in (${uuid}).`), linkBlock(signInLink)] }
    },
  })
}

interface ListOptions extends AskOptions {
  readonly query?: string
}

const ways = { provider: 'with the provider', link: 'by a link' } as const

const rowOf = ({ uuid, name, email, administrator, disabled, signsIn, teams, lastSeenAt }: Person) => [
  name,
  email ?? '',
  administrator ? 'yes' : 'no',
  teams.map((team) => `${team.name} (${team.role})`).join(', '),
  disabled ? 'not any more' : ways[signsIn],
  lastSeenAt ?? 'never',
  uuid,
]

export function defineListPeople(command: Command, run: Run): void {
  command.option('-q, --query <text>', 'only those with this in their names or e-mail addresses')
  addAnswer<ListOptions>(command, {
    forms: [...ALL_FORMS, 'id'],
    run,
    async answer({ query }, broker) {
      const { items: people, json } = await wholeList('people', (part) => broker.listPeople({ q: query, ...part }))
      const header = ['NAME', 'E-MAIL', 'ADMINISTRATOR', 'TEAMS', 'SIGNS IN', 'LAST SEEN', 'UUID']
      const none = [{ lines: [{ text: 'There is no such person.' }] }]
      return {
        json,
        id: people.map(({ uuid }) => uuid).join('\n'),
        blocks: people.length > 0 ? [{ header, rows: people.map(rowOf) }] : none,
      }
    },
  })
}

interface PersonOptions extends AskOptions {
  readonly person: string
}

export function defineCreateSignInLink(command: Command, run: Run): void {
  command.requiredOption(...PERSON)
  addAnswer<PersonOptions>(command, {
    forms: ['text', 'json'],
    run,
    async answer({ person }, broker) {
      const link = await broker.createSignInLink(person)
      return { json: link, blocks: [done('Links that were made before sign nobody in any more.'), linkBlock(link)] }
    },
  })
}

interface UpdateOptions extends PersonOptions, PersonChanges {}

function changesIn({ administrator, disabled }: UpdateOptions): PersonChanges {
  if (administrator === undefined && disabled === undefined) {
    throw new UsageError('Say what is to change: --administrator or --no-administrator, --disabled or --no-disabled.')
  }
  return { administrator, disabled }
}

/** What is true now of what was to change. */
function standing({ name, administrator, disabled }: Person, asked: PersonChanges) {
  const is = administrator ? `${name} is an administrator.` : `${name} is not an administrator.`
  const may = disabled ? `${name} may not sign in, and their tokens count for nothing.` : `${name} may sign in.`
  const said = [...(asked.administrator === undefined ? [] : [is]), ...(asked.disabled === undefined ? [] : [may])]
  return { lines: said.map((text) => ({ text, format: 'green' as const })) }
}

export function defineUpdatePerson(command: Command, run: Run): void {
  command
    .requiredOption(...PERSON)
    .option('--administrator', 'they may do everything')
    .option('--no-administrator', 'they may do what they may in their teams')
    .option('--disabled', 'they cannot sign in, and their sessions and tokens count for nothing')
    .option('--no-disabled', 'they can sign in again')
  addAnswer<UpdateOptions>(command, {
    forms: ['text', 'json'],
    run,
    async answer(options, broker) {
      const changes = changesIn(options)
      const person = await broker.changePerson(options.person, changes)
      return { json: person, blocks: [standing(person, changes)] }
    },
  })
}
