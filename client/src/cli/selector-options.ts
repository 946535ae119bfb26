import { type Command, Option } from 'commander'
import type { SelectorOption } from './selectors.ts'

type Named = Extract<SelectorOption, { readonly value: string }>['name']

const named =
  (name: Named) =>
  (value: string): SelectorOption => ({ name, value })

/**
 * Adds the options that belong together by their order. commander would lose it, so they are also kept in a list, which
 * is filled while the command line is parsed.
 */
export function addSelectorOptions(command: Command): readonly SelectorOption[] {
  const given: SelectorOption[] = []
  const add = (flags: string, description: string, read: (value: string) => SelectorOption) =>
    command.addOption(
      // An option without a value is parsed only where it has a preset.
      new Option(flags, description).preset('').argParser((value: string) => {
        given.push(read(value))
        return true
      }),
    )
  add(
    '-a, --pacticipant <name>',
    'what is to be deployed; may be repeated, each with its own of the next five',
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
  add(
    '--ignore <name>',
    'what must not count; a --version may follow (PACT_BROKER_CAN_I_DEPLOY_IGNORE)',
    named('ignore'),
  )
  return given
}
