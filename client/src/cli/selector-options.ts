import { type Command, Option } from 'commander'
import type { SelectorOption } from './selectors.ts'

type Named = Extract<SelectorOption, { readonly value: string }>['name']

const named =
  (name: Named) =>
  (value: string): SelectorOption => ({ name, value })

type Add = (flags: string, description: string, read: (value: string) => SelectorOption) => void

/**
 * Options that belong together by their order. commander would lose it, so they are also kept in a list, which is filled
 * while the command line is parsed.
 */
function orderedOptions(command: Command): { readonly given: readonly SelectorOption[]; readonly add: Add } {
  const given: SelectorOption[] = []
  const add: Add = (flags, description, read) => {
    command.addOption(
      // An option without a value is parsed only where it has a preset.
      new Option(flags, description).preset('').argParser((value: string) => {
        given.push(read(value))
        return true
      }),
    )
  }
  return { given, add }
}

/** For can-i-deploy. */
export function addSelectorOptions(command: Command): readonly SelectorOption[] {
  const { given, add } = orderedOptions(command)
  add(
    '-a, --pacticipant <name>',
    'what is to be deployed; may be repeated, each with its own of the next six',
    named('pacticipant'),
  )
  add('-e, --version <number>', 'this version of it', named('version'))
  add('--branch <name>', 'its latest version from that branch', named('branch'))
  add('--main-branch', 'its latest version from its main branch', () => ({ name: 'main-branch' }))
  add('-l, --latest [tag]', 'its latest version, or its latest with that tag', (tag) => ({
    name: 'latest',
    value: tag || undefined,
  }))
  add('--tag <tag>', 'all its versions with that tag', named('tag'))
  add('--all <tag>', 'the same as --tag', named('tag'))
  add(
    '--ignore <name>',
    'what must not count; a --version may follow (PACT_BROKER_CAN_I_DEPLOY_IGNORE)',
    named('ignore'),
  )
  command.addOption(new Option('--no-main-branch').hideHelp())
  return given
}

/** For can-i-merge. */
export function addVersionSelectorOptions(command: Command): readonly SelectorOption[] {
  const { given, add } = orderedOptions(command)
  add('-a, --pacticipant <name>', 'what is to be merged; may be repeated, each with its version', named('pacticipant'))
  add('-e, --version <number>', 'this version of it', named('version'))
  add('--branch <name>', 'its latest version from that branch', named('branch'))
  add(
    '--ignore <name>',
    'what must not count; a --version may follow (PACT_BROKER_CAN_I_MERGE_IGNORE)',
    named('ignore'),
  )
  return given
}
