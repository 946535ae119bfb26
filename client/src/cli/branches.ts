import { type Command, InvalidArgumentError, Option } from 'commander'
import { BrokerCallError } from '../broker/call-error.ts'
import { type AskOptions, addAnswer } from './ask.ts'
import { done } from './report.ts'
import type { Run } from './run.ts'

interface DeleteBranchOptions extends AskOptions {
  readonly pacticipant: string
  readonly branch: string
  readonly errorWhenNotFound?: boolean
}

function readBoolean(text: string): boolean {
  if (text === 'true' || text === 'false') return text === 'true'
  throw new InvalidArgumentError('It must be true or false.')
}

const isMissing = (error: unknown) => error instanceof BrokerCallError && error.status === 404

export function defineDeleteBranch(command: Command, run: Run): void {
  command
    .requiredOption('-a, --pacticipant <name>', 'whose branch')
    .requiredOption('--branch <name>', 'which branch')
    .addOption(
      new Option('--error-when-not-found [boolean]', 'end with 1 when there is no such branch')
        .preset('true')
        .argParser(readBoolean),
    )
    .addOption(new Option('--no-error-when-not-found').hideHelp())
  addAnswer<DeleteBranchOptions>(command, {
    forms: ['text', 'json'],
    run,
    async answer({ pacticipant, branch, errorWhenNotFound }, broker) {
      try {
        await broker.deleteBranch({ pacticipant, branch })
        return {
          json: { pacticipant, branch, deleted: true },
          blocks: [done(`Branch ${branch} of ${pacticipant} is deleted.`)],
        }
      } catch (error) {
        if (errorWhenNotFound || !isMissing(error)) throw error
        const line = { text: `${pacticipant} has no branch ${branch}.` }
        return { json: { pacticipant, branch, deleted: false }, blocks: [{ lines: [line] }] }
      }
    },
  })
}
