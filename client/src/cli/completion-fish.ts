import type { DescribedCommand, DescribedOption } from './described-commands.ts'

const quoted = (text: string) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", String.raw`\'`)}'`

function option(condition: string, { long, short, says, takesValue }: DescribedOption): string {
  const names = `-l ${long.slice(2)}${short ? ` -s ${short.slice(1)}` : ''}`
  return `complete -c tally -n ${quoted(condition)} ${names}${takesValue ? ' -r' : ''} -d ${quoted(says)}`
}

function lines({ path, says, options }: DescribedCommand): readonly string[] {
  const [name = '', inside] = path
  const seen = `__fish_seen_subcommand_from ${name}`
  const condition = inside === undefined ? seen : `${seen}; and __fish_seen_subcommand_from ${inside}`
  const isNew =
    inside === undefined ? '__fish_use_subcommand' : `${seen}; and not __fish_seen_subcommand_from ${inside}`
  return [
    `complete -c tally -f -n ${quoted(isNew)} -a ${inside ?? name} -d ${quoted(says)}`,
    ...options.map((one) => option(condition, one)),
  ]
}

export function fishCompletion(commands: readonly DescribedCommand[]): string {
  return [
    '# fish completion for tally: tally completion fish > ~/.config/fish/completions/tally.fish',
    ...commands.flatMap(lines),
    '',
  ].join('\n')
}
