/**
 * What the broker was told at its start, read once. A flag wins over `TALLYSTICK_…`, that over `PACT_BROKER_…`, and that
 * over the default. An empty variable counts as not set. What is wrong stops the start, all of it in one message.
 */
import { homedir } from 'node:os'
import { join } from 'node:path'
import type { z } from 'zod'
import { isLoopback } from './loopback.ts'
import { databaseUrlOf, withoutPassword } from './settings/database-url.ts'
import { ignoredSettings } from './settings/ignored-settings.ts'
import { type DescribedSetting, settingRows } from './settings/kinds.ts'
import { type Settings, settings } from './settings/settings.ts'
import { type TelemetrySettings, telemetrySettings } from './settings/telemetry-settings.ts'

interface Credentials {
  readonly username: string
  readonly password: string
}

type Joined = 'baseUrl' | `database${'Adapter' | 'Host' | 'Port' | 'Name' | 'Username' | 'Password' | 'Sslmode'}`
type SignIn = `basicAuth${'Enabled' | 'Username' | 'Password' | 'ReadOnlyUsername' | 'ReadOnlyPassword'}`

/** The settings, those that belong together put together. */
export interface Config extends Readonly<Omit<Settings, Joined | SignIn>> {
  /** URLs by which clients reach the broker, without a slash at their end; empty: as the request says. */
  readonly baseUrls: readonly string[]
  /** Undefined: the broker runs a server of its own in `dataDir`. */
  readonly databaseUrl: string | undefined
  readonly dataDir: string
  readonly basicAuth: Credentials | undefined
  readonly basicAuthReadOnly: Credentials | undefined
  /** What is sent by OpenTelemetry, and how. */
  readonly telemetry: TelemetrySettings
}

type Values = Readonly<Record<string, string | undefined>>

interface Told {
  /** The configuration of the process: its environment and its flags. */
  readonly env: Values
  readonly flags: Values
}

interface ReadConfig {
  readonly config: Config
  /** What was set to something, by the name it was set with; secrets are not shown. */
  readonly given: Readonly<Record<string, string>>
  /** Sentences on what was set and has no effect. */
  readonly warnings: readonly string[]
}

export class ConfigError extends Error {
  override readonly name = 'ConfigError'
}

interface Source {
  readonly key: string
  readonly row: DescribedSetting
  /** The flag or variable that gave the value. */
  readonly from: string
  readonly value: string | undefined
}

const isSet = (value: string | undefined) => value !== undefined && value.trim() !== ''

function sourceOf(key: string, row: DescribedSetting, { env, flags }: Told): Source {
  const ours = `TALLYSTICK_${row.name}`
  const theirs = `PACT_BROKER_${row.name}`
  if (row.flag !== undefined && flags[row.flag] !== undefined) {
    return { key, row, from: `--${row.flag}`, value: flags[row.flag] }
  }
  const from = !isSet(env[ours]) && row.inPactBroker && isSet(env[theirs]) ? theirs : ours
  const value = isSet(env[from]) ? env[from] : undefined
  // Spaces belong to a password, and are a slip of the pen elsewhere.
  return { key, row, from, value: row.isSecret ? value : value?.trim() }
}

export function describedSettings(): readonly (readonly [key: string, row: DescribedSetting])[] {
  return Object.entries(settings.shape).flatMap(([key, schema]) => {
    const row = settingRows.get(schema)
    return row ? [[key, row] as const] : []
  })
}

function shown({ row, value = '' }: Source): string {
  if (row.name === 'DATABASE_URL' && URL.canParse(value)) return withoutPassword(value)
  return row.isSecret ? '***' : value
}

function complaints(error: z.ZodError, sources: readonly Source[]): readonly string[] {
  return error.issues.map((issue) => {
    const source = sources.find(({ key }) => key === issue.path[0])
    if (!source) return issue.message
    const found = source.row.isSecret ? 'The value of ' + source.from : `${source.from} is "${shown(source)}": it`
    return `${found} ${issue.message}.`
  })
}

const HOW_TO_CLOSE =
  'Set TALLYSTICK_ACCESS to accounts, or TALLYSTICK_OIDC_ISSUER, TALLYSTICK_BASIC_AUTH_USERNAME or TALLYSTICK_TOKEN, which mean the same (docs/accounts.md).'

function accessContradictions({ access, host, token, readOnlyToken, oidcIssuer, ...values }: Settings) {
  const closing = [oidcIssuer, token, readOnlyToken, values.basicAuthUsername, values.basicAuthReadOnlyUsername]
  const asksWhoCalls = closing.some((one) => one !== undefined)
  if (access === 'open' && asksWhoCalls) {
    return [
      'TALLYSTICK_ACCESS is open, but an identity provider, a user or a token is set, which nobody would be asked for. Unset one of them.',
    ]
  }
  if (access !== undefined || asksWhoCalls || isLoopback(host)) return []
  return [
    `The broker is to listen on ${host}, where others reach it, and nothing says who may do what. ${HOW_TO_CLOSE} TALLYSTICK_ACCESS=open lets everybody who reaches the port do everything.`,
  ]
}

/** What is wrong with settings that depend on each other. */
function contradictions(values: Settings): readonly string[] {
  const found: string[] = []
  const pair = (first: string | undefined, second: string | undefined, names: readonly [string, string]) => {
    if ((first === undefined) === (second === undefined)) return
    const [given, missing] = first === undefined ? [names[1], names[0]] : names
    found.push(`TALLYSTICK_${given} is set without TALLYSTICK_${missing}.`)
  }
  pair(values.basicAuthUsername, values.basicAuthPassword, ['BASIC_AUTH_USERNAME', 'BASIC_AUTH_PASSWORD'])
  pair(values.basicAuthReadOnlyUsername, values.basicAuthReadOnlyPassword, [
    'BASIC_AUTH_READ_ONLY_USERNAME',
    'BASIC_AUTH_READ_ONLY_PASSWORD',
  ])
  pair(values.oidcIssuer, values.oidcClientId, ['OIDC_ISSUER', 'OIDC_CLIENT_ID'])
  if (values.basicAuthEnabled && values.basicAuthUsername === undefined) {
    found.push('TALLYSTICK_BASIC_AUTH_ENABLED is true, but TALLYSTICK_BASIC_AUTH_USERNAME is not set.')
  }
  found.push(...accessContradictions(values))
  if (values.databaseHost !== undefined && values.databaseName === undefined && values.databaseUrl === undefined) {
    found.push('TALLYSTICK_DATABASE_HOST is set without TALLYSTICK_DATABASE_NAME.')
  }
  return found
}

function credentials(username: string | undefined, password: string | undefined): Credentials | undefined {
  return username === undefined || password === undefined ? undefined : { username, password }
}

export function defaultDataDir(platform: NodeJS.Platform, env: Values, home: string): string {
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'tallystick')
  if (platform === 'win32') return join(env['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local'), 'tallystick')
  return join(env['XDG_DATA_HOME'] || join(home, '.local', 'share'), 'tallystick')
}

function configOf(values: Settings, env: Values, telemetry: TelemetrySettings): Config {
  const signsIn = values.basicAuthEnabled ?? true
  return {
    ...values,
    baseUrls: [...new Set([...(values.baseUrl ?? []), ...(values.baseUrls ?? [])])],
    databaseUrl: databaseUrlOf(values),
    dataDir: values.dataDir ?? defaultDataDir(process.platform, env, homedir()),
    basicAuth: signsIn ? credentials(values.basicAuthUsername, values.basicAuthPassword) : undefined,
    basicAuthReadOnly: signsIn
      ? credentials(values.basicAuthReadOnlyUsername, values.basicAuthReadOnlyPassword)
      : undefined,
    telemetry,
  }
}

function withoutEffect(env: Values): readonly string[] {
  const known = new Set(describedSettings().map(([, { name }]) => name))
  return Object.keys(env)
    .filter((name) => isSet(env[name]))
    .flatMap((name) => {
      const [, prefix, rest = ''] = /^(TALLYSTICK|PACT_BROKER)_(.+)$/.exec(name) ?? []
      if (prefix === undefined) return []
      const reason = ignoredSettings[rest]
      if (reason !== undefined) return [`${name}: ${reason}`]
      return prefix === 'TALLYSTICK' && !known.has(rest) ? [`${name}: there is no such setting`] : []
    })
    .toSorted()
}

export function readConfig(told: Told): ReadConfig {
  if (isSet(told.env['PACT_BROKER_CONF'])) {
    throw new ConfigError(
      'PACT_BROKER_CONF names a file, but Tallystick reads its settings from the environment only. ' +
        'Set each of them as a variable (docs/configuration.md), and unset PACT_BROKER_CONF.',
    )
  }
  const sources = describedSettings().map(([key, row]) => sourceOf(key, row, told))
  const given = sources.filter(({ value }) => value !== undefined)
  const parsed = settings.safeParse(Object.fromEntries(given.map(({ key, value }) => [key, value])))
  if (!parsed.success) throw new ConfigError(complaints(parsed.error, sources).join('\n'))
  const [telemetry, complaintsOfTelemetry] = telemetrySettings(told.env)
  const wrong = [...contradictions(parsed.data), ...complaintsOfTelemetry]
  if (wrong.length > 0) throw new ConfigError(wrong.join('\n'))
  return {
    config: configOf(parsed.data, told.env, telemetry),
    given: Object.fromEntries(given.map((source) => [source.from, shown(source)])),
    warnings: withoutEffect(told.env),
  }
}
