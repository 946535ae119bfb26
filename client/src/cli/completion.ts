import { type Command, Argument } from 'commander'
import { bashCompletion } from './completion-bash.ts'
import { fishCompletion } from './completion-fish.ts'
import { zshCompletion } from './completion-zsh.ts'
import { describeCommands } from './described-commands.ts'
import { exitCode } from './exit-code.ts'
import type { Run } from './run.ts'

const shells = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion } as const
type Shell = keyof typeof shells

export function defineCompletion(command: Command, run: Run): void {
  command
    .addArgument(new Argument('<shell>', 'which shell').choices(['bash', 'zsh', 'fish']))
    .action((shell: Shell) =>
      run(async (terminal) => {
        terminal.print(shells[shell](await describeCommands()).trimEnd())
        return exitCode.yes
      }),
    )
    .addHelpText(
      'after',
      [
        '',
        'To have it in every shell:',
        '  bash   tally completion bash > ~/.local/share/bash-completion/completions/tally',
        '  zsh    tally completion zsh > "${fpath[1]}/_tally"',
        '  fish   tally completion fish > ~/.config/fish/completions/tally.fish',
      ].join('\n'),
    )
}
