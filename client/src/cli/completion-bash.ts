import type { DescribedCommand } from './described-commands.ts'

function words(commands: readonly DescribedCommand[], { path, options }: DescribedCommand): string {
  const inside = commands.flatMap(({ path: [first, second] }) => (second && first === path[0] ? [second] : []))
  return [...(path.length === 1 ? inside : []), ...options.map(({ long }) => long), '--help'].join(' ')
}

/** Commands, then options; files where an option or the command takes one. */
export function bashCompletion(commands: readonly DescribedCommand[]): string {
  const names = commands.flatMap(({ path: [name = ''], path }) => (path.length === 1 ? [name] : []))
  const cases = commands
    .toSorted((one, other) => other.path.length - one.path.length)
    .map((command) => `    '${command.path.join(' ')}'*) words='${words(commands, command)}' ;;`)
  return `# bash completion for tally: tally completion bash > ~/.local/share/bash-completion/completions/tally
_tally() {
  local current="\${COMP_WORDS[COMP_CWORD]}" words='' line
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W '${names.join(' ')} help --help --version' -- "$current"))
    return
  fi
  line="\${COMP_WORDS[*]:1:COMP_CWORD-1} "
  case "$line" in
${cases.map((one) => one.replace("'*)", " '*)")).join('\n')}
  esac
  if [[ "$current" == -* || -z "$current" ]]; then
    COMPREPLY=($(compgen -W "$words" -- "$current"))
  else
    COMPREPLY=($(compgen -W "$words" -- "$current") $(compgen -f -- "$current"))
  fi
}
complete -o filenames -o bashdefault -F _tally tally
`
}
