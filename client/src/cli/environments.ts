import type { Command } from 'commander'
import type { Environment, EnvironmentDetails } from '../wire/environments.ts'
import { type AskOptions, addAnswer } from './ask.ts'
import { addFlag } from './flag.ts'
import { ALL_FORMS } from './output-option.ts'
import { type Line, type Report, done } from './report.ts'
import type { Run } from './run.ts'

interface EnvironmentOptions extends AskOptions {
  readonly displayName?: string
  readonly production?: boolean
  readonly contactName?: string
  readonly contactEmailAddress?: string
}

interface CreateOptions extends EnvironmentOptions {
  readonly name: string
}

interface UpdateOptions extends EnvironmentOptions {
  readonly uuid: string
  readonly name?: string
}

interface ByUuidOptions extends AskOptions {
  readonly uuid: string
}

/** What is said of the environment, without what is not said. */
function given({ displayName, production, contactName, contactEmailAddress }: EnvironmentOptions) {
  const isReachable = contactName !== undefined || contactEmailAddress !== undefined
  const details = contactEmailAddress === undefined ? {} : { details: { emailAddress: contactEmailAddress } }
  return {
    ...(displayName === undefined ? {} : { displayName }),
    ...(production === undefined ? {} : { production }),
    ...(isReachable ? { contacts: [{ name: contactName ?? 'unnamed', ...details }] } : {}),
  } satisfies Partial<EnvironmentDetails>
}

function addDetails(command: Command): Command {
  command.option('--display-name <name>', 'its name for people')
  addFlag(command, '--production', 'it is a production environment')
  return command
    .option('--contact-name <name>', 'the team or person that is responsible for it')
    .option('--contact-email-address <address>', 'and how to reach them')
}

const addUuid = (command: Command) => command.requiredOption('--uuid <uuid>', 'its UUID, or its name')

function reportOf(environment: Environment, what: string): Report {
  const { name, uuid } = environment
  return { json: environment, id: uuid, blocks: [done(`The environment ${name} is ${what} (${uuid}).`)] }
}

function contactLines({ contacts = [] }: Environment): readonly Line[] {
  return contacts.map(({ name, details }) => {
    const email = details?.['emailAddress']
    return { text: `Contact: ${name}${typeof email === 'string' ? `, ${email}` : ''}` }
  })
}

export function defineCreateEnvironment(command: Command, run: Run): void {
  addDetails(command.requiredOption('--name <name>', 'its unique name, as it is used in pipelines'))
  addAnswer<CreateOptions>(command, {
    forms: ['text', 'json', 'id'],
    run,
    answer: async (options, broker) => {
      const details = { production: false, ...given(options) }
      return reportOf(await broker.createEnvironment({ name: options.name, ...details }), 'created')
    },
  })
}

export function defineUpdateEnvironment(command: Command, run: Run): void {
  addDetails(addUuid(command).option('--name <name>', 'its new name'))
  addAnswer<UpdateOptions>(command, {
    forms: ['text', 'json', 'id'],
    run,
    async answer(options, broker) {
      // The broker replaces what it knows: what is not given stays as it is.
      const { uuid, name, displayName, production, contacts } = await broker.getEnvironment(options.uuid)
      const details = {
        name: options.name ?? name,
        displayName,
        production,
        ...(contacts === undefined ? {} : { contacts }),
        ...given(options),
      }
      return reportOf(await broker.updateEnvironment(uuid, details), 'updated')
    },
  })
}

export function defineDeleteEnvironment(command: Command, run: Run): void {
  addUuid(command)
  addAnswer<ByUuidOptions>(command, {
    forms: ['text', 'json'],
    run,
    async answer(options, broker) {
      const environment = await broker.getEnvironment(options.uuid)
      await broker.deleteEnvironment(environment.uuid)
      return reportOf(environment, 'deleted')
    },
  })
}

export function defineDescribeEnvironment(command: Command, run: Run): void {
  addUuid(command)
  addAnswer<ByUuidOptions>(command, {
    forms: ALL_FORMS,
    run,
    async answer(options, broker) {
      const environment = await broker.getEnvironment(options.uuid)
      const { uuid, name, displayName, production, createdAt } = environment
      const lines: readonly Line[] = [
        { text: name, format: 'bold' },
        { text: `UUID: ${uuid}` },
        { text: `Display name: ${displayName}` },
        { text: `Production: ${production ? 'yes' : 'no'}` },
        { text: `Created: ${createdAt}` },
        ...contactLines(environment),
      ]
      return { json: environment, id: uuid, blocks: [{ lines }] }
    },
  })
}

export function defineListEnvironments(command: Command, run: Run): void {
  addAnswer(command, {
    forms: ALL_FORMS,
    run,
    async answer(_options, broker) {
      const environments = await broker.listEnvironments()
      const rows = environments.map(({ uuid, name, displayName, production }) => [
        name,
        displayName,
        production ? 'yes' : 'no',
        uuid,
      ])
      const none = { text: 'There are no environments yet: create one with create-environment.' }
      return {
        json: { _embedded: { environments } },
        blocks:
          rows.length > 0 ? [{ header: ['NAME', 'DISPLAY NAME', 'PRODUCTION', 'UUID'], rows }] : [{ lines: [none] }],
      }
    },
  })
}
