import { describe, expect, test } from 'vitest'
import { ConfigError, defaultDataDir, readConfig } from './config.ts'

type Values = Readonly<Record<string, string>>

const read = (env: Values = {}, flags: Values = {}) => readConfig({ env, flags })
const config = (env: Values = {}, flags: Values = {}) => read(env, flags).config

function refusal(env: Values, flags: Values = {}): string {
  try {
    read(env, flags)
  } catch (error) {
    if (error instanceof ConfigError) return error.message
    throw error
  }
  return 'accepted'
}

test('nothing said gives the defaults', () => {
  expect(config()).toMatchObject({
    host: '127.0.0.1',
    port: 9292,
    baseUrls: [],
    databaseUrl: undefined,
    bodyLimit: 50 * 1024 * 1024,
    databaseStatementTimeoutSeconds: 15,
    logLevel: 'info',
    basicAuth: undefined,
    mainBranchCandidates: ['develop', 'main', 'master'],
    useFirstTagAsBranchTimeLimitSeconds: 10,
  })
})

describe('where a value comes from', () => {
  const env = { TALLYSTICK_PORT: '1000', PACT_BROKER_PORT: '2000' }

  test('a flag wins over both variables', () => expect(config(env, { port: '3000' }).port).toBe(3000))
  test('our variable wins over that of the Pact Broker', () => expect(config(env).port).toBe(1000))
  test('the variable of the Pact Broker counts where ours is not set', () =>
    expect(config({ PACT_BROKER_PORT: '2000' }).port).toBe(2000))
  test('an empty variable counts as not set', () =>
    expect(config({ TALLYSTICK_PORT: ' ', PACT_BROKER_PORT: '2000' }).port).toBe(2000))
  test('what only we have is not read from the variables of the Pact Broker, which its clients use too', () =>
    expect(config({ PACT_BROKER_TOKEN: 'x' }).token).toBeUndefined())
})

describe('a wrong value is refused by its name', () => {
  test.each<[Values, string]>([
    [{ TALLYSTICK_PORT: 'http' }, 'TALLYSTICK_PORT is "http": it must be a whole number from 0 to 65535.'],
    [{ PACT_BROKER_PORT: '70000' }, 'PACT_BROKER_PORT is "70000": it must be a whole number from 0 to 65535.'],
    [{ TALLYSTICK_ALLOW_PUBLIC_READ: 'maybe' }, 'TALLYSTICK_ALLOW_PUBLIC_READ is "maybe": it must be true or false.'],
    [
      { TALLYSTICK_LOG_LEVEL: 'loud' },
      'TALLYSTICK_LOG_LEVEL is "loud": it must be one of: trace, debug, info, warn, error, fatal.',
    ],
    [
      { TALLYSTICK_BODY_LIMIT: '1tb' },
      'TALLYSTICK_BODY_LIMIT is "1tb": it must be a size from 1kb to 511mb, in bytes or with kb or mb behind it.',
    ],
    [
      { TALLYSTICK_BASE_URL: 'example.org' },
      'TALLYSTICK_BASE_URL is "example.org": it must be http or https URLs without user, query or fragment, like https://example.org/contracts.',
    ],
    [
      { PACT_BROKER_ORDER_VERSIONS_BY_DATE: 'false' },
      'PACT_BROKER_ORDER_VERSIONS_BY_DATE is "false": it must be true: versions are ordered by when they came to be, never by their numbers.',
    ],
    [
      { PACT_BROKER_DATABASE_ADAPTER: 'sqlite' },
      'PACT_BROKER_DATABASE_ADAPTER is "sqlite": it must be one of: postgres, postgresql.',
    ],
    [
      { TALLYSTICK_BASIC_AUTH_USERNAME: 'ada' },
      'TALLYSTICK_BASIC_AUTH_USERNAME is set without TALLYSTICK_BASIC_AUTH_PASSWORD.',
    ],
    [
      { PACT_BROKER_BASIC_AUTH_ENABLED: 'true' },
      'TALLYSTICK_BASIC_AUTH_ENABLED is true, but TALLYSTICK_BASIC_AUTH_USERNAME is not set.',
    ],
    [{ TALLYSTICK_DATABASE_HOST: 'db' }, 'TALLYSTICK_DATABASE_HOST is set without TALLYSTICK_DATABASE_NAME.'],
  ])('%o', (env, message) => expect(refusal(env)).toBe(message))

  test('a flag by the name of the flag', () =>
    expect(refusal({}, { port: '-1' })).toBe('--port is "-1": it must be a whole number from 0 to 65535.'))

  test('a secret is not shown', () =>
    expect(refusal({ TALLYSTICK_DATABASE_URL: 'mysql://ada:lovelace@db/x' })).toBe(
      'The value of TALLYSTICK_DATABASE_URL must be the URL of a PostgreSQL database, like postgres://user:password@host:5432/name.',
    ))

  test('all of them at once', () =>
    expect(refusal({ TALLYSTICK_PORT: 'x', TALLYSTICK_LOG_LEVEL: 'y' }).split('\n')).toHaveLength(2))

  test('a file of the Pact Broker, which could hold passwords that would then protect nothing', () =>
    expect(refusal({ PACT_BROKER_CONF: 'config/pact_broker.yml' })).toContain('from the environment only'))
})

describe('who may do what has to be said where others reach the port', () => {
  const elsewhere = { TALLYSTICK_HOST: '0.0.0.0' }
  const provider = { TALLYSTICK_OIDC_ISSUER: 'https://id.example.org', TALLYSTICK_OIDC_CLIENT_ID: 'tallystick' }

  test.each<[Values, string]>([
    [{}, 'accepted'],
    [elsewhere, 'nothing says who may do what'],
    [{ ...elsewhere, TALLYSTICK_ACCESS: 'open' }, 'accepted'],
    [{ ...elsewhere, TALLYSTICK_ACCESS: 'accounts' }, 'accepted'],
    [{ ...elsewhere, ...provider }, 'accepted'],
    [{ ...elsewhere, TALLYSTICK_TOKEN: 'x' }, 'accepted'],
    [{ ...provider, TALLYSTICK_ACCESS: 'open' }, 'which nobody would be asked for'],
    [{ TALLYSTICK_TOKEN: 'x', TALLYSTICK_ACCESS: 'open' }, 'which nobody would be asked for'],
    [
      { TALLYSTICK_OIDC_ISSUER: 'https://id.example.org' },
      'TALLYSTICK_OIDC_ISSUER is set without TALLYSTICK_OIDC_CLIENT_ID.',
    ],
    [{ ...provider, TALLYSTICK_OIDC_ISSUER: 'http://id.example.org' }, 'it must be an https URL without user'],
    [{ ...provider, TALLYSTICK_OIDC_ISSUER: 'http://127.0.0.1:9000' }, 'accepted'],
  ])('%o', (env, outcome) => expect(refusal(env)).toContain(outcome))
})

describe('which database', () => {
  const parts = { PACT_BROKER_DATABASE_HOST: 'db', PACT_BROKER_DATABASE_NAME: 'pacts' }

  test.each<[Values, string | undefined]>([
    [{ TALLYSTICK_DATABASE_URL: 'postgres://ada:x@db/pacts' }, 'postgres://ada:x@db/pacts'],
    [parts, 'postgres://db/pacts'],
    [
      {
        ...parts,
        PACT_BROKER_DATABASE_PORT: '5433',
        PACT_BROKER_DATABASE_USERNAME: 'ada',
        PACT_BROKER_DATABASE_PASSWORD: 'p@ss/word:%',
      },
      'postgres://ada:p%40ss%2Fword%3A%25@db:5433/pacts',
    ],
    [{ PACT_BROKER_DATABASE_NAME: 'pacts' }, 'postgres://localhost/pacts'],
    [{ ...parts, PACT_BROKER_DATABASE_SSLMODE: 'require' }, 'postgres://db/pacts?sslmode=require&uselibpqcompat=true'],
    [
      { TALLYSTICK_DATABASE_URL: 'postgres://db/pacts?sslmode=disable', TALLYSTICK_DATABASE_SSLMODE: 'require' },
      'postgres://db/pacts?sslmode=disable&uselibpqcompat=true',
    ],
    [{ ...parts, TALLYSTICK_DATABASE_HOST: '/run/postgresql' }, 'postgres://localhost/pacts?host=%2Frun%2Fpostgresql'],
    [{}, undefined],
  ])('%o', (env, url) => expect(config(env).databaseUrl).toBe(url))

  test.each([
    ['linux', {}, '/home/ada/.local/share/tallystick'],
    ['linux', { XDG_DATA_HOME: '/data' }, '/data/tallystick'],
    ['darwin', {}, '/home/ada/Library/Application Support/tallystick'],
  ] as const)('the data directory on %s with %o', (platform, env, directory) =>
    expect(defaultDataDir(platform, env, '/home/ada')).toBe(directory),
  )
})

test('base URLs come from both settings, without a slash at the end, each once', () => {
  const env = { PACT_BROKER_BASE_URL: 'https://a.example/', PACT_BROKER_BASE_URLS: 'http://b:1/x/ https://a.example' }
  expect(config(env).baseUrls).toEqual(['https://a.example', 'http://b:1/x'])
})

test('users are read in pairs, and left out when signing in is switched off', () => {
  const env = {
    PACT_BROKER_BASIC_AUTH_USERNAME: 'ada',
    PACT_BROKER_BASIC_AUTH_PASSWORD: 'x',
    PACT_BROKER_BASIC_AUTH_READ_ONLY_USERNAME: 'bob',
    PACT_BROKER_BASIC_AUTH_READ_ONLY_PASSWORD: 'y',
  }
  expect(config(env)).toMatchObject({
    basicAuth: { username: 'ada', password: 'x' },
    basicAuthReadOnly: { username: 'bob', password: 'y' },
  })
  expect(config({ ...env, PACT_BROKER_BASIC_AUTH_ENABLED: 'false' })).toMatchObject({
    basicAuth: undefined,
    basicAuthReadOnly: undefined,
  })
})

describe('what is reported', () => {
  test('what was set, without its secrets', () => {
    const env = {
      TALLYSTICK_DATABASE_URL: 'postgres://ada:lovelace@db/pacts',
      TALLYSTICK_TOKEN: 'secret-token',
      PACT_BROKER_PORT: '1',
    }
    expect(read(env).given).toEqual({
      TALLYSTICK_DATABASE_URL: 'postgres://ada:***@db/pacts',
      TALLYSTICK_TOKEN: '***',
      PACT_BROKER_PORT: '1',
    })
  })

  test('what has no effect here, and what does not exist', () => {
    const env = {
      PACT_BROKER_WEBHOOK_CERTIFICATES: 'ours.pem',
      TALLYSTICK_BASIC_AUTH_USERNMAE: 'ada',
      PACT_BROKER_USERNAME: 'a variable of the clients',
    }
    expect(read(env).warnings).toEqual([
      'PACT_BROKER_WEBHOOK_CERTIFICATES: name a file of certificates with `NODE_EXTRA_CA_CERTS` instead',
      'TALLYSTICK_BASIC_AUTH_USERNMAE: there is no such setting',
    ])
  })
})

test.each<[string, number | readonly string[]]>([
  ['2', 2],
  ['loopback 10.0.0.0/8 ::1', ['loopback', '10.0.0.0/8', '::1']],
])('proxies that are trusted: %s', (value, proxies) =>
  expect(config({ TALLYSTICK_TRUST_PROXY: value }).trustProxy).toEqual(proxies),
)

test.each(['true', 'everybody', '10.0.0.0/99', '-1', 'proxy.example.org'])('proxies cannot be %s', (value) =>
  expect(() => config({ TALLYSTICK_TRUST_PROXY: value })).toThrow('a number of proxies, or addresses and subnets'),
)
