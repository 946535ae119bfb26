import { Command, type Option } from 'commander'
import { entries } from './entries.ts'

export interface DescribedOption {
  readonly long: string
  readonly short: string | undefined
  readonly says: string
  readonly takesValue: boolean
}

export interface DescribedCommand {
  /** One word, or two: `provider-states list`. */
  readonly path: readonly string[]
  readonly says: string
  readonly options: readonly DescribedOption[]
}

function describeOption({ long, short, description, required, optional }: Option): readonly DescribedOption[] {
  return long ? [{ long, short, says: description, takesValue: required || optional }] : []
}

function describe(command: Command, path: readonly string[]): readonly DescribedCommand[] {
  const options = command.options.filter(({ hidden }) => !hidden).flatMap(describeOption)
  const inside = command.commands.flatMap((one) => describe(one, [...path, one.name()]))
  return [{ path, says: command.description(), options }, ...inside]
}

/** Every command with its options, as the help shows them. */
export async function describeCommands(): Promise<readonly DescribedCommand[]> {
  const described = await Promise.all(
    Object.entries(entries).map(async ([name, { summary, load }]) => {
      const command = new Command(name).description(summary)
      const define = await load()
      define(command, async () => {})
      return describe(command, [name])
    }),
  )
  return described.flat()
}
