/**
 * Builds that show an identity which their issuer has signed: a JSON Web Token, as GitHub Actions and GitLab make them.
 * An issuer is only asked for its keys where a trust rule names it. What the rules say is read with each request, so that
 * one that is deleted counts for nothing any more.
 */
import { decodeJwt, decodeProtectedHeader, errors, jwtVerify } from 'jose'
import type { Context } from '../context.ts'
import { type Caller, anybody } from './caller.ts'
import { type Claims, claimIn, differences, shownClaim, workloadName } from './claims.ts'
import { IssuerError, openIssuers } from './issuer-keys.command.ts'
import { type IssuerRuleRow, listRulesOfIssuer } from './trust-rules.sql.ts'

// Each with a public key: who can check such a signature cannot make one.
const ALGORITHMS = 'RS256 RS384 RS512 PS256 PS384 PS512 ES256 ES384 ES512 EdDSA Ed25519'.split(' ')
const CLOCKS_MAY_DIFFER_S = 60
/** However long it says that it is valid. */
const OLDEST_S = 86_400

/** The claims that a refusal repeats. */
const SHOWN = ['iss', 'sub', 'aud', 'repository', 'project_path', 'ref', 'environment']

function shownJwt(header: string | undefined): string | undefined {
  return /^bearer +(ey[\w-]*\.[\w-]+\.[\w-]*) *$/i.exec(header ?? '')?.[1]
}

function decoded(jwt: string): { readonly claims: Claims; readonly alg: string } | undefined {
  try {
    return { claims: decodeJwt(jwt), alg: decodeProtectedHeader(jwt).alg ?? 'none' }
  } catch {
    return undefined
  }
}

function whatIsSaid(claims: Claims): string {
  const said = SHOWN.flatMap((name) => {
    const value = shownClaim(claims, name)
    return value === undefined ? [] : [`${name} '${value}'`]
  })
  return said.length === 0 ? 'nothing' : said.join(', ')
}

function sentenceOf(error: unknown, { claims, alg }: { readonly claims: Claims; readonly alg: string }): string {
  const issuer = shownClaim(claims, 'iss') ?? ''
  if (error instanceof IssuerError) {
    return `the keys of its issuer '${issuer}' cannot be read at the moment, and the log of the broker says why.`
  }
  if (error instanceof errors.JOSEAlgNotAllowed) {
    return `it is signed with '${alg.slice(0, 20)}'; only signatures with a public key count, such as RS256.`
  }
  if (error instanceof errors.JWTExpired) {
    return error.claim === 'iat' ? 'it is older than a day.' : 'it has expired. Ask for it right before it is used.'
  }
  if (error instanceof errors.JWTClaimValidationFailed) {
    if (error.reason === 'missing') return `it has no claim '${error.claim}'.`
    if (error.claim !== 'aud') return `its claim '${error.claim}' is not right: compare the clocks.`
    return `no trust rule is for its audience. It says: ${whatIsSaid(claims)}.`
  }
  if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWSSignatureVerificationFailed) {
    return `it is not signed with a key of its issuer '${issuer}'.`
  }
  return 'it cannot be read.'
}

const refused = (sentence: string): Caller => ({
  ...anybody,
  refusal: `The identity of this build does not count: ${sentence}`,
})

function trusted(rules: readonly IssuerRuleRow[], claims: Claims): Caller {
  const fitting = rules.filter((rule) => differences(rule, claims).length === 0)
  const [first] = fitting
  if (!first) return refused(`no trust rule fits it. It says: ${whatIsSaid(claims)}.`)
  const grants = fitting.map(({ scopes, reach }) => ({ scopes, reach }))
  return { kind: 'workload', name: workloadName(claims), uuid: first.uuid, grants }
}

// What cannot be the name of an issuer is not looked for.
const isIssuer = (issuer: unknown): issuer is string =>
  typeof issuer === 'string' && /^https?:\/\/[\u0021-\u007e]{1,1000}$/.test(issuer)

/** Finds by the `Authorization` header which build calls; undefined: the header shows no identity of a build. */
export function workloadFinder(context: Pick<Context, 'config' | 'db' | 'log' | 'clock'>) {
  const { db, clock } = context
  const keysOf = openIssuers(context)

  return async (header: string | undefined): Promise<Caller | undefined> => {
    const jwt = shownJwt(header)
    if (jwt === undefined) return undefined
    const shown = decoded(jwt)
    if (!shown) return refused('it cannot be read.')
    const issuer = claimIn(shown.claims, 'iss')
    const rules = isIssuer(issuer) ? await listRulesOfIssuer(db, issuer) : []
    if (!isIssuer(issuer) || rules.length === 0) {
      return refused(`no trust rule names its issuer '${shownClaim(shown.claims, 'iss') ?? ''}'.`)
    }
    try {
      const { payload } = await jwtVerify(jwt, keysOf(issuer), {
        algorithms: ALGORITHMS,
        issuer,
        audience: [...new Set(rules.map(({ audience }) => audience))],
        requiredClaims: ['exp'],
        maxTokenAge: OLDEST_S,
        clockTolerance: CLOCKS_MAY_DIFFER_S,
        currentDate: clock(),
      })
      return trusted(rules, payload)
    } catch (error) {
      return refused(sentenceOf(error, shown))
    }
  }
}
