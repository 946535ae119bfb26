import { type Command, Option } from 'commander'
import { type Scope, type TokenReach, scope } from '../wire/tokens.ts'
import { UsageError } from './exit-code.ts'

export interface ReachOptions {
  readonly scope?: readonly Scope[]
  readonly team?: readonly string[]
  readonly pacticipant?: readonly string[]
  readonly everything?: boolean
}

/** What something may do that is created, and to what. */
export function addReachOptions(command: Command): Command {
  return command
    .addOption(new Option('--scope <scope...>', 'what it may do, besides reading').choices(scope.options))
    .option('--team <team...>', 'to the applications of these teams, by their names or UUIDs')
    .option('-a, --pacticipant <name...>', 'to these applications')
    .option('--everything', 'to everything')
}

export function reachOf({ team = [], pacticipant = [], everything = false }: ReachOptions): TokenReach {
  const isLimited = team.length + pacticipant.length > 0
  if (everything && isLimited) throw new UsageError('Give either --everything, or --team and --pacticipant.')
  if (everything) return 'everything'
  if (!isLimited) throw new UsageError('Say what it reaches: --team, --pacticipant or --everything.')
  return { teams: [...team], applications: [...pacticipant] }
}
