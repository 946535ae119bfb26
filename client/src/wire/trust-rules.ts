import { z } from 'zod'
import { links, page, timestamp } from './hal.ts'
import { permission } from './me.ts'
import { shortName } from './teams.ts'
import { filled, text } from './text.ts'
import { reach, reached, scope } from './tokens.ts'

const MOST_CLAIMS = 50

/**
 * What a claim has to be: this value, or a text in which `*` stands for any characters. Numbers, yes and no are compared
 * as they are written; of a claim that is a list, one value has to fit.
 *
 * @example
 * claimPattern.parse('refs/heads/*') // → 'refs/heads/*'
 */
export const claimPattern = z.union([filled, z.number(), z.boolean()], {
  error: 'must be a text, a number, true or false',
})
/** What a claim has to be. */
export type ClaimPattern = z.infer<typeof claimPattern>

/**
 * What one says of a rule by which builds are trusted: what their issuer has to say of them, and what they may do then.
 *
 * @example
 * const claims = { repository: 'acme/shop', ref: 'refs/heads/main' }
 * const issuer = 'https://token.actions.githubusercontent.com'
 * const rule = { name: 'Shop', issuer, audience: 'tallystick', claims, scopes: ['publish'], reach: { teams: ['Checkout'] } }
 * trustRuleDetails.safeParse(rule).success // → true
 * trustRuleDetails.safeParse({ ...rule, claims: {} }).error?.issues[0]?.message // → 'must name a claim: otherwise everybody would be trusted'
 */
export const trustRuleDetails = z.object({
  name: shortName,
  /** The URL by which the issuer calls itself, to the letter. */
  issuer: text,
  /** For whom the identity has to be meant: what the build asks its issuer for. */
  audience: filled,
  /** By their names; each of them has to fit. */
  claims: z
    .record(filled, claimPattern)
    .refine((claims) => Object.keys(claims).length > 0, 'must name a claim: otherwise everybody would be trusted')
    .refine((claims) => Object.keys(claims).length <= MOST_CLAIMS, `cannot name more than ${MOST_CLAIMS} claims`),
  scopes: z.array(scope, { error: 'must be a list of scopes' }).max(scope.options.length),
  reach,
})
/** What one says of a rule by which builds are trusted. */
export type TrustRuleDetails = z.infer<typeof trustRuleDetails>

/**
 * A rule by which builds are trusted that show an identity.
 *
 * @example
 * const reply = await fetch('http://127.0.0.1:9292/trust-rules')
 * const [first] = (await reply.json())._embedded.trustRules
 * trustRule.parse(first).claims // → { repository: 'acme/shop', ref: 'refs/heads/main' }
 */
export const trustRule = z.object({
  uuid: text,
  name: text,
  issuer: text,
  audience: text,
  claims: z.record(text, claimPattern),
  scopes: z.array(scope),
  reach: reached,
  createdBy: text,
  createdAt: timestamp,
  updatedAt: timestamp.optional(),
  _links: links,
})
/** A rule by which builds are trusted. */
export type TrustRule = z.infer<typeof trustRule>

/**
 * Rules by which builds are trusted, by name.
 *
 * @example
 * const reply = await fetch('http://127.0.0.1:9292/trust-rules')
 * trustRules.parse(await reply.json()).page.totalElements // → 1
 */
export const trustRules = z.object({ _embedded: z.object({ trustRules: z.array(trustRule) }), page, _links: links })
/** Rules by which builds are trusted, by name. */
export type TrustRules = z.infer<typeof trustRules>

/**
 * The claims of an identity, to find out what it would be allowed. No signature is needed, and none is looked at.
 *
 * @example
 * shownClaims.parse({ claims: { sub: 'repo:acme/shop:ref:refs/heads/main' } }).claims // → { sub: 'repo:acme/shop:ref:refs/heads/main' }
 */
export const shownClaims = z.object({ claims: z.record(z.string(), z.unknown()) })
/** The claims of an identity. */
export type ShownClaims = z.infer<typeof shownClaims>

/**
 * What a build with these claims would be allowed, and why not more: of each rule of its issuer, what does not fit.
 *
 * @example
 * const claims = { iss: 'https://token.actions.githubusercontent.com', aud: 'tallystick', repository: 'evil/shop' }
 * const headers = { 'content-type': 'application/json' }
 * const init = { method: 'POST', headers, body: JSON.stringify({ claims }) }
 * const reply = await fetch('http://127.0.0.1:9292/trust-rules/try', init)
 * const { grants, rules } = trustTrial.parse(await reply.json())
 * grants // → []
 * rules[0]?.differences // → [{ claim: 'ref', wanted: 'refs/heads/main', found: null }, { claim: 'repository', wanted: 'acme/shop', found: 'evil/shop' }]
 */
export const trustTrial = z.object({
  /** By which name the build would be known. */
  name: text,
  /** Those of the issuer, by name. */
  rules: z.array(
    z.object({
      uuid: text,
      name: text,
      fits: z.boolean(),
      /** `found` is null where there is no such claim. */
      differences: z.array(z.object({ claim: text, wanted: text, found: text.nullable() })),
    }),
  ),
  grants: z.array(permission),
  _links: links,
})
/** What a build with such claims would be allowed. */
export type TrustTrial = z.infer<typeof trustTrial>
