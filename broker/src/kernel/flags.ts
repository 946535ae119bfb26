/** The few settings that can be given as flags, and the two flags that only make the broker say something. */
import { parseArgs } from 'node:util'
import { ConfigError, describedSettings } from './config.ts'

interface Flags {
  readonly help: boolean
  readonly version: boolean
  readonly values: Readonly<Record<string, string>>
}

const INDENT = 26

const flagged = () =>
  describedSettings().flatMap(([, row]) => (row.flag === undefined ? [] : [{ flag: row.flag, row }]))

export function readFlags(args: readonly string[]): Flags {
  const settings = Object.fromEntries(flagged().map(({ flag }) => [flag, { type: 'string' as const }]))
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { ...settings, help: { type: 'boolean', short: 'h' }, version: { type: 'boolean', short: 'v' } },
    })
    const { help = false, version = false, ...given } = values
    const texts = Object.entries(given).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value] as const] : [],
    )
    return { help, version, values: Object.fromEntries(texts) }
  } catch (error) {
    if (error instanceof TypeError) throw new ConfigError(`${error.message}. See --help.`, { cause: error })
    throw error
  }
}

export function helpText(): string {
  const lines = flagged().map(
    ({ flag, row }) => `${`  --${flag} <value>`.padEnd(INDENT)}${row.says.split('. ')[0]?.replaceAll('`', '')}`,
  )
  return [
    'Usage: npm start -- [flags]',
    '',
    'Starts the broker. Each flag can be given as a variable too (TALLYSTICK_PORT and so on); docs/configuration.md',
    'lists all settings.',
    '',
    ...lines,
    `${'  --version'.padEnd(INDENT)}Says which release this is`,
    `${'  --help'.padEnd(INDENT)}Says this`,
  ].join('\n')
}
