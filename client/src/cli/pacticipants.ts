import type { Command } from 'commander'
import { BrokerCallError } from '../broker/call-error.ts'
import type { Pacticipant } from '../wire/pacticipants.ts'
import { type AskOptions, addAnswer } from './ask.ts'
import { ALL_FORMS } from './output-option.ts'
import { type Line, done } from './report.ts'
import type { Run } from './run.ts'

interface NameOptions extends AskOptions {
  readonly name: string
}

interface SaveOptions extends NameOptions {
  readonly displayName?: string
  readonly mainBranch?: string
  readonly repositoryUrl?: string
}

const labelsOf = ({ _embedded }: Pacticipant) => _embedded.labels.map(({ name }) => name).join(', ')

function said(title: string, value: string | undefined): readonly Line[] {
  return value ? [{ text: `${title}: ${value}` }] : []
}

export function defineCreateOrUpdatePacticipant(command: Command, run: Run): void {
  command
    .requiredOption('--name <name>', 'its name, as contracts have it')
    .option('--display-name <name>', 'its name for people')
    .option('--main-branch <name>', 'the branch that its repository is developed on')
    .option('--repository-url <url>', 'where its repository is')
  addAnswer<SaveOptions>(command, {
    forms: ['text', 'json'],
    run,
    async answer({ name, displayName, mainBranch, repositoryUrl }, broker) {
      const isNew = (await broker.findPacticipant(name)) === undefined
      const json = await broker.savePacticipant({
        name,
        ...(displayName === undefined ? {} : { displayName }),
        ...(mainBranch === undefined ? {} : { mainBranch }),
        ...(repositoryUrl === undefined ? {} : { repositoryUrl }),
      })
      return { json, blocks: [done(`${name} is ${isNew ? 'created' : 'updated'}.`)] }
    },
  })
}

export function defineDescribePacticipant(command: Command, run: Run): void {
  command.requiredOption('--name <name>', 'its name')
  addAnswer<NameOptions>(command, {
    forms: ALL_FORMS,
    run,
    async answer({ name }, broker) {
      const found = await broker.findPacticipant(name)
      if (!found) {
        throw new BrokerCallError(`The broker knows no ${name}.`, { failure: 'refused', status: 404 })
      }
      const lines: readonly Line[] = [
        { text: found.name, format: 'bold' },
        ...said('Display name', found.displayName),
        ...said('Main branch', found.mainBranch),
        ...said('Repository', found.repositoryUrl),
        ...said('Labels', labelsOf(found)),
        ...said('Latest version', found._embedded.latestVersion?.number),
      ]
      return { json: found, blocks: [{ lines }] }
    },
  })
}

export function defineListPacticipants(command: Command, run: Run): void {
  addAnswer(command, {
    forms: ALL_FORMS,
    run,
    async answer(_options, broker) {
      const pacticipants = await broker.listPacticipants()
      const rows = pacticipants.map((one) => [
        one.name,
        one.displayName ?? '',
        one.mainBranch ?? '',
        one._embedded.latestVersion?.number ?? '',
        labelsOf(one),
      ])
      const header = ['NAME', 'DISPLAY NAME', 'MAIN BRANCH', 'LATEST VERSION', 'LABELS']
      const none = { text: 'The broker knows no applications yet.' }
      return {
        json: { _embedded: { pacticipants } },
        blocks: rows.length > 0 ? [{ header, rows }] : [{ lines: [none] }],
      }
    },
  })
}
