/**
 * The keys with which issuers sign, read from them as OpenID Connect Discovery has it. They are kept for some minutes; a
 * key that is not among them has them read again, once in half a minute, so that nobody can have an issuer asked at will.
 * One that could not be read is left alone for some seconds. Many who ask at once wait for one answer.
 */
import { type JWTVerifyGetKey, type RemoteJWKSet, createRemoteJWKSet, customFetch, errors } from 'jose'
import { z } from 'zod'
import type { Context } from '../context.ts'
import { callOut } from '../kernel/outgoing.ts'
import { VERSION } from '../version.ts'
import { issuerRules } from './issuer-rules.ts'

const DISCOVERY = '/.well-known/openid-configuration'
const DISCOVERED_FOR_MS = 3_600_000
const KEYS_FOR_MS = 600_000
const COOLDOWN_MS = 30_000
const FAILED_FOR_MS = 10_000
// The call has a limit of its own, which comes first and says more.
const NEVER_FIRST_MS = 60_000

/** The issuer cannot be asked, or does not answer as one. */
export class IssuerError extends Error {
  override readonly name = 'IssuerError'
}

/** What is wrong with what was shown, and not with the issuer. */
const ofToken = [errors.JWKSNoMatchingKey, errors.JWKSMultipleMatchingKeys, errors.JOSENotSupported]

// One that calls itself something else is not the one that was asked for.
const discovery = (issuer: string) => z.object({ issuer: z.literal(issuer), jwks_uri: z.url() })
const keySet = z.object({ keys: z.array(z.looseObject({ kty: z.string() })) })

type Reader = Pick<Context, 'config' | 'log' | 'clock'>

/** Reads documents of one issuer, unless that failed a moment ago. */
function documentReader({ config, log, clock }: Reader, issuer: string) {
  let failed: { readonly until: number; readonly error: IssuerError } | undefined

  async function fetched<Document>(url: URL, schema: z.ZodType<Document>): Promise<Document> {
    const headers = { Accept: 'application/json', 'User-Agent': `Tallystick/${VERSION}` }
    const { status, body, isCut } = await callOut({ method: 'GET', url, headers }, issuerRules(config))
    if (status !== 200) throw new Error(`${url.href} answered with ${status}`)
    if (isCut) throw new Error(`${url.href} answered with too much`)
    return schema.parse(JSON.parse(body.toString('utf8')))
  }

  return async <Document>(url: URL, schema: z.ZodType<Document>): Promise<Document> => {
    if (failed && clock().getTime() < failed.until) throw failed.error
    try {
      const document = await fetched(url, schema)
      failed = undefined
      return document
    } catch (cause) {
      const error = new IssuerError(`The keys of ${issuer} cannot be read`, { cause })
      failed = { until: clock().getTime() + FAILED_FOR_MS, error }
      log.warn({ err: cause, issuer, url: url.href }, `The keys of the issuer ${issuer} could not be read`)
      throw error
    }
  }
}

type Keys = (...asked: Parameters<JWTVerifyGetKey>) => ReturnType<JWTVerifyGetKey>

function openIssuer(reader: Reader, issuer: string): Keys {
  const read = documentReader(reader, issuer)
  const { clock } = reader
  let discovered: { readonly until: number; readonly keys: Promise<RemoteJWKSet> } | undefined

  async function discover(): Promise<RemoteJWKSet> {
    const address = new URL(issuer.replace(/\/$/, '') + DISCOVERY)
    const { jwks_uri: keysAt } = await read(address, discovery(issuer))
    return createRemoteJWKSet(new URL(keysAt), {
      timeoutDuration: NEVER_FIRST_MS,
      cooldownDuration: COOLDOWN_MS,
      cacheMaxAge: KEYS_FOR_MS,
      [customFetch]: async (url) => Response.json(await read(new URL(url), keySet)),
    })
  }

  function keysOf(): Promise<RemoteJWKSet> {
    const now = clock().getTime()
    if (!discovered || now >= discovered.until) discovered = { until: now + DISCOVERED_FOR_MS, keys: discover() }
    return discovered.keys
  }

  return async (header, token) => {
    const found = keysOf()
    let keys: RemoteJWKSet | undefined
    try {
      keys = await found
      return await keys(header, token)
    } catch (error) {
      if (ofToken.some((kind) => error instanceof kind)) throw error
      // Its keys may be elsewhere by now; those that are known still count.
      if (!keys?.fresh && discovered?.keys === found) discovered = undefined
      if (error instanceof IssuerError) throw error
      throw new IssuerError(`The keys of ${issuer} are of no use`, { cause: error })
    }
  }
}

/** The keys of issuers, each to be asked only of one that is trusted for something. */
export function openIssuers(reader: Reader): (issuer: string) => Keys {
  const opened = new Map<string, Keys>()
  return (issuer) => {
    const keys = opened.get(issuer) ?? openIssuer(reader, issuer)
    opened.set(issuer, keys)
    return keys
  }
}
