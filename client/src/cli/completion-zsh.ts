import type { DescribedCommand, DescribedOption } from './described-commands.ts'

const quoted = (text: string) => `'${text.replaceAll("'", String.raw`'\''`)}'`
const inBrackets = (text: string) => text.replaceAll(/[[\]:\\]/g, String.raw`\$&`)

function specs({ long, short, says, takesValue }: DescribedOption): string {
  const value = takesValue ? ':value:_files' : ''
  const spec = `[${inBrackets(says)}]${value}`
  const names = short ? `'(${short} ${long})'{${short},${long}}` : ''
  return names ? `${names}${quoted(spec)}` : quoted(`${long}${spec}`)
}

function describedList(commands: readonly DescribedCommand[], at: number): string {
  return commands.map(({ path, says }) => quoted(`${path[at] ?? ''}:${says.replaceAll(':', String.raw`\:`)}`)).join(' ')
}

function branch(all: readonly DescribedCommand[], { path: [name = ''], options }: DescribedCommand): string {
  const inside = all.filter(({ path }) => path.length === 2 && path[0] === name)
  if (inside.length > 0) {
    const choices = `local -a inside=(${describedList(inside, 1)}); _describe command inside`
    const lines = inside.map(
      (one) => `          ${one.path[1]}) _arguments ${one.options.map(specs).join(' ')} '*:file:_files' ;;`,
    )
    return [
      `    ${name})`,
      `      if (( CURRENT == 3 )); then ${choices}; else`,
      '        case "$words[3]" in',
      ...lines,
      '        esac',
      '      fi ;;',
    ].join('\n')
  }
  return `    ${name}) _arguments ${options.map(specs).join(' ')} '*:file:_files' ;;`
}

export function zshCompletion(commands: readonly DescribedCommand[]): string {
  const top = commands.filter(({ path }) => path.length === 1)
  return `#compdef tally
# zsh completion for tally: tally completion zsh > "\${fpath[1]}/_tally"
_tally() {
  local -a commands=(${describedList(top, 0)})
  if (( CURRENT == 2 )); then
    _describe command commands
    return
  fi
  case "$words[2]" in
${top.map((command) => branch(commands, command)).join('\n')}
  esac
}
if [ "$funcstack[1]" = _tally ]; then _tally "$@"; else compdef _tally tally; fi
`
}
