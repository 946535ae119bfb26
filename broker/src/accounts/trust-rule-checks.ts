/**
 * What a trust rule has to say so that it lets in whom it means. Some issuers speak for builds of everybody in the world:
 * a rule for one of them has to bind a claim that names whose build it is, up to the end of that name, since `acme*` is
 * also `acme-of-somebody-else`. A subject counts only as far as its issuer writes the owner at its beginning: what follows
 * is often for the builder to choose.
 */
import type { ClaimPattern, TrustRuleDetails } from '@tallystick/client/wire'
import { leadsToLoopback } from '../kernel/loopback.ts'
import { isAddress, isPublicAddress } from '../kernel/outgoing-addresses.ts'

type Names = (pattern: string) => boolean

/** A name without a `*`. */
const whole: Names = (pattern) => !pattern.includes('*')
/** `acme/…`: the owner is there as a whole. */
const ownersPath: Names = (pattern) => /^[^*/]+\//.test(pattern)
const either =
  (...ways: readonly Names[]): Names =>
  (pattern) =>
    ways.some((way) => way(pattern))
const begins =
  (beginning: RegExp): Names =>
  (pattern) =>
    beginning.test(pattern)

interface Shared {
  /** The claims that name an owner, each with the patterns that do. */
  readonly owners: Readonly<Record<string, Names>>
  readonly example: string
}

/** Issuers that speak for everybody's builds, by their hosts. */
const sharedIssuers: Readonly<Record<string, Shared>> = {
  'token.actions.githubusercontent.com': {
    owners: {
      repository: ownersPath,
      repository_owner: whole,
      repository_id: whole,
      repository_owner_id: whole,
      enterprise: whole,
      enterprise_id: whole,
      sub: either(
        begins(/^(?:repo|repository):[^*/:]+\//),
        begins(/^(?:repository_owner|repository_id|repository_owner_id|enterprise|enterprise_id):[^*:]+(?::|$)/),
      ),
    },
    example: 'repository: acme/shop',
  },
  'gitlab.com': {
    owners: {
      project_path: ownersPath,
      namespace_path: either(whole, ownersPath),
      project_id: whole,
      namespace_id: whole,
      sub: begins(/^project_path:[^*/:]+\//),
    },
    example: 'project_path: acme/shop',
  },
  'agent.buildkite.com': {
    owners: {
      organization_slug: whole,
      organization_id: whole,
      pipeline_id: whole,
      sub: begins(/^organization:[^*:]+:/),
    },
    example: 'organization_slug: acme',
  },
  'accounts.google.com': { owners: { sub: whole, email: whole, hd: whole }, example: 'email: ci@acme.example.org' },
}

/** They are looked at in any case, or different with each identity. */
const notForRules = ['iss', 'aud', 'exp', 'nbf', 'iat', 'jti']

const hostOf = ({ hostname }: URL) => hostname.replace(/\.$/, '')

function isPrivate(host: string): boolean {
  const address = host.replaceAll(/^\[|\]$/g, '')
  return leadsToLoopback({ hostname: host }) || (isAddress(address) && !isPublicAddress(address))
}

function issuerProblem(issuer: string, allowsPrivate: (host: string) => boolean): string | undefined {
  const url = URL.parse(issuer)
  const isPlain = url && /^https?:$/.test(url.protocol) && !url.username && !url.password && !/[?#\s]/.test(issuer)
  if (!isPlain) return 'must be the URL of an issuer, such as https://token.actions.githubusercontent.com'
  const host = hostOf(url)
  if (url.protocol === 'http:' && !leadsToLoopback({ hostname: host }))
    return 'must be https: otherwise anybody on the way could be it'
  if (!isPrivate(host) || allowsPrivate(host)) return undefined
  return `is at a private address, which has to be allowed with TALLYSTICK_PRIVATE_ISSUERS=${host}`
}

function claimProblems(name: string, pattern: ClaimPattern): Readonly<Record<string, readonly string[]>> {
  if (notForRules.includes(name)) {
    const instead = name === 'iss' ? ': say it as issuer' : name === 'aud' ? ': say it as audience' : ''
    return { [`claims.${name}`]: [`cannot be a claim of a rule${instead}`] }
  }
  // A number, yes and no are whole by themselves.
  return typeof pattern === 'string' && /^\*+$/.test(pattern)
    ? { [`claims.${name}`]: ['fits everything: say more than *'] }
    : {}
}

function ownerProblem({ issuer, claims }: TrustRuleDetails): string | undefined {
  const url = URL.parse(issuer)
  const host = url ? hostOf(url) : ''
  const shared = Object.hasOwn(sharedIssuers, host) ? sharedIssuers[host] : undefined
  if (!shared) return undefined
  const isBound = Object.entries(shared.owners).some(([name, names]) => {
    return Object.hasOwn(claims, name) && names(String(claims[name]))
  })
  if (isBound) return undefined
  const known = Object.keys(shared.owners).join(', ')
  return `must say whose builds are meant, for ${host} speaks for those of everybody: one of ${known}, with the owner in full (${shared.example})`
}

/** What is wrong with a rule, by field; nothing: it can be made. */
export function trustRuleProblems(
  details: TrustRuleDetails,
  allowsPrivate: (host: string) => boolean,
): Readonly<Record<string, readonly string[]>> {
  const issuer = issuerProblem(details.issuer, allowsPrivate)
  const owner = ownerProblem(details)
  const ofClaims = Object.entries(details.claims).map(([name, pattern]) => claimProblems(name, pattern))
  return Object.assign({}, issuer ? { issuer: [issuer] } : {}, owner ? { claims: [owner] } : {}, ...ofClaims)
}
