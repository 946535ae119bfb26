import { type Command, InvalidArgumentError, Option } from 'commander'
import { type BrokerClient, createBrokerClient } from '../broker/broker-client.ts'
import type { Credentials, TransportOptions } from '../broker/transport.ts'
import type { Environment } from '../ci.ts'
import { DEFAULT_BASE_URL, clientVersion, variable } from '../environment.ts'
import { UsageError } from './exit-code.ts'
import { addForeignOptions } from './foreign-options.ts'
import { nodeFetch } from './node-fetch.ts'
import { withIdentity } from './oidc-identity.ts'
import type { Terminal } from './terminal.ts'
import { type ConnectionSettings, type TlsOptions, connectionSettings } from './connection-settings.ts'

export interface BrokerOptions extends TlsOptions {
  readonly brokerBaseUrl?: string
  readonly brokerUsername?: string
  readonly brokerPassword?: string
  readonly brokerToken?: string
  readonly oidcAudience?: string
  readonly customHeader?: Readonly<Record<string, string>>
  readonly retries?: number
  readonly verbose?: boolean
  readonly logLevel?: string
  readonly enableOtel?: boolean
}

export function wholeNumber(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('It must be a whole number.')
  return Number(text)
}

export function header(text: string, earlier: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
  const [, name, value] = /^([!#$%&'*+.^_`|~\w-]+):\s*(.+)$/.exec(text) ?? []
  if (!name || !value) throw new InvalidArgumentError("It must look like 'Name: value'.")
  return { ...earlier, [name]: value }
}

export function addBrokerOptions(command: Command): Command {
  return addForeignOptions(command)
    .optionsGroup('Broker:')
    .option('-b, --broker-base-url <url>', `where the broker is (PACT_BROKER_BASE_URL; else ${DEFAULT_BASE_URL})`)
    .option('-u, --broker-username <name>', 'for basic authentication (PACT_BROKER_USERNAME)')
    .option('-p, --broker-password <password>', 'for basic authentication (PACT_BROKER_PASSWORD)')
    .option('-k, --broker-token <token>', 'a bearer token (PACT_BROKER_TOKEN)')
    .option('--oidc-audience <text>', 'show the identity of this GitHub Actions job (TALLYSTICK_OIDC_AUDIENCE)')
    .option('--custom-header <header>', "sent with every request, as 'Name: value'; may be repeated", header)
    .option('--retries <times>', 'how often a failed request is tried again (PACT_BROKER_HTTP_RETRIES)', wholeNumber)
    .option('-c, --ssl-certificate <file>', 'a certificate to trust besides those of the system (SSL_CERT_FILE)')
    .option('--disable-ssl-verification', 'trust any certificate (PACT_BROKER_DISABLE_SSL_VERIFICATION=true)')
    .addOption(new Option('--skip-ssl-verification').hideHelp())
    .addOption(new Option('--ssl-trust-store <boolean>').hideHelp())
    .option('-v, --verbose', 'print every request')
    .addOption(new Option('--no-verbose').hideHelp())
}

interface Login {
  readonly token: string | undefined
  readonly username: string | undefined
  readonly password: string | undefined
}

function credentialsOf({ token, username, password }: Login): Credentials | undefined {
  if (token) return { type: 'bearer', token }
  return username ? { type: 'basic', username, password: password ?? '' } : undefined
}

/** What the command line gives goes before the environment, and the kinds are not mixed. */
export function readCredentials(options: BrokerOptions, env: Environment): Credentials | undefined {
  if (options.brokerToken && options.brokerUsername) {
    throw new UsageError('Give either --broker-token or --broker-username, not both.')
  }
  const passwordInEnvironment = variable(env, 'PASSWORD')
  const given = credentialsOf({
    token: options.brokerToken,
    username: options.brokerUsername,
    password: options.brokerPassword ?? passwordInEnvironment,
  })
  return (
    given ??
    credentialsOf({
      token: variable(env, 'TOKEN'),
      username: variable(env, 'USERNAME'),
      password: options.brokerPassword ?? passwordInEnvironment,
    })
  )
}

function retriesOf(options: BrokerOptions, env: Environment): number | undefined {
  const fromEnvironment = variable(env, 'HTTP_RETRIES')
  if (fromEnvironment !== undefined && !/^\d+$/.test(fromEnvironment)) {
    throw new UsageError(`PACT_BROKER_HTTP_RETRIES must be a whole number, but it is '${fromEnvironment}'.`)
  }
  return options.retries ?? (fromEnvironment === undefined ? undefined : Number(fromEnvironment))
}

function isVerbose({ verbose, logLevel }: BrokerOptions, env: Environment): boolean {
  return (verbose ?? env.VERBOSE === 'true') || logLevel === 'debug' || logLevel === 'trace'
}

const audienceOf = ({ oidcAudience }: BrokerOptions, env: Environment) => oidcAudience ?? variable(env, 'OIDC_AUDIENCE')

interface Reaching {
  readonly baseUrl: string
  readonly settings: ConnectionSettings | undefined
  readonly audience: string | undefined
}

/** Undefined where the built-in one does. */
function fetchOf({ baseUrl, settings, audience }: Reaching, { env }: Terminal): typeof fetch | undefined {
  const own = settings && nodeFetch(settings)
  return audience === undefined ? own : withIdentity({ audience, env, baseUrl, fetch: own ?? fetch })
}

/** How to reach the broker that the command line or the environment names. */
export function transportOptions(options: BrokerOptions, terminal: Terminal): TransportOptions {
  const named = options.brokerBaseUrl || variable(terminal.env, 'BASE_URL')
  // Where nobody named a broker, a local one is only a guess: do not wait for it to come up.
  const retries = retriesOf(options, terminal.env) ?? (named ? undefined : 0)
  const settings = connectionSettings(named ?? DEFAULT_BASE_URL, options, terminal)
  if (options.enableOtel) terminal.note('tally sends no traces: --enable-otel has no effect.', 'dim')
  const baseUrl = named ?? DEFAULT_BASE_URL
  const credentials = readCredentials(options, terminal.env)
  const fetch = fetchOf(
    { baseUrl, settings, audience: credentials ? undefined : audienceOf(options, terminal.env) },
    terminal,
  )
  return {
    baseUrl,
    credentials,
    headers: { 'user-agent': `tally/${clientVersion()}`, ...options.customHeader },
    ...(retries === undefined ? {} : { retries }),
    ...(fetch ? { fetch } : {}),
    onExchange: isVerbose(options, terminal.env)
      ? ({ method, url, outcome, durationMs }) =>
          terminal.note(`${method} ${url} → ${outcome} (${durationMs} ms)`, 'dim')
      : undefined,
  }
}

/** The broker that the command line or the environment names. */
export function connect(options: BrokerOptions, terminal: Terminal): BrokerClient {
  try {
    return createBrokerClient(transportOptions(options, terminal))
  } catch (error) {
    if (error instanceof TypeError) throw new UsageError(`${error.message}.`, { cause: error })
    throw error
  }
}
