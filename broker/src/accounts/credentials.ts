/** What a request shows of its sender, compared in the same time whether it is nearly right or all wrong. */
import { hash, timingSafeEqual } from 'node:crypto'
import type { Config } from '../kernel/config.ts'
import { type Caller, anybody, configuredUser } from './caller.ts'

type Secrets = Pick<Config, 'basicAuth' | 'basicAuthReadOnly' | 'token' | 'readOnlyToken'>
type User = Secrets['basicAuth']

const digest = (secret: string): Buffer => hash('sha256', secret, 'buffer')
const digests = (...secrets: readonly (string | undefined)[]) =>
  secrets.filter((secret) => secret !== undefined).map(digest)

/** In the form in which the header carries it. */
function userSecret(user: User): string | undefined {
  return user && `basic ${user.username}:${user.password}`
}

function tokenSecret(token: string | undefined): string | undefined {
  return token === undefined ? undefined : `bearer ${token}`
}

function shownSecret(header: string): string | undefined {
  const [, scheme = '', value = ''] = /^(basic|bearer) +(\S+) *$/i.exec(header) ?? []
  if (scheme === '') return undefined
  if (scheme.toLowerCase() === 'bearer') return `bearer ${value}`
  return `basic ${Buffer.from(value, 'base64').toString('utf8')}`
}

function hasCredentials({ basicAuth, basicAuthReadOnly, token, readOnlyToken }: Secrets): boolean {
  return [basicAuth, basicAuthReadOnly, token, readOnlyToken].some((secret) => secret !== undefined)
}

/** Whether callers have to show who they are; otherwise everybody may do everything. */
export function keepsAccounts(config: Secrets & Pick<Config, 'access' | 'oidcIssuer'>): boolean {
  return config.access === 'accounts' || config.oidcIssuer !== undefined || hasCredentials(config)
}

/** Finds by the `Authorization` header the user or token of the configuration that calls; anybody: none of them. */
export function configuredFinder(secrets: Secrets): (header: string | undefined) => Caller {
  const writers = digests(userSecret(secrets.basicAuth), tokenSecret(secrets.token))
  const readers = digests(userSecret(secrets.basicAuthReadOnly), tokenSecret(secrets.readOnlyToken))
  const writer = configuredUser(secrets.basicAuth?.username ?? 'the token of the configuration', 'write')
  const reader = configuredUser(secrets.basicAuthReadOnly?.username ?? 'the read-only token', 'read')

  return (header) => {
    const secret = header === undefined ? undefined : shownSecret(header)
    if (secret === undefined) return anybody
    const shown = digest(secret)
    if (writers.some((known) => timingSafeEqual(known, shown))) return writer
    return readers.some((known) => timingSafeEqual(known, shown)) ? reader : anybody
  }
}
