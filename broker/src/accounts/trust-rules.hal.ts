import { type Page, paths } from '@tallystick/client/wire'
import { type Links, neighbourLinks, timestamps } from '../kernel/hal.ts'
import { workloadName } from './claims.ts'
import { grantsHal } from './me.hal.ts'
import type { TeamReference } from './teams.sql.ts'
import { reachedHal } from './tokens.hal.ts'
import type { Trial } from './trust-rules.command.ts'
import type { TrustRuleRow } from './trust-rules.sql.ts'

const toRules = (links: Links) => ({ title: 'Trust rules', href: links.href(paths.trustRules) })

export function trustRuleHal(links: Links, row: TrustRuleRow) {
  const { uuid, name, issuer, audience, claims, scopes, createdBy } = row
  return {
    uuid,
    name,
    issuer,
    audience,
    claims,
    scopes,
    reach: reachedHal(row),
    createdBy,
    ...timestamps(row),
    _links: {
      self: { title: 'Trust rule', name, href: links.href(paths.trustRule, { uuid }) },
      'pb:trust-rules': toRules(links),
      curies: links.curies('trust-rule'),
    },
  }
}

interface Listed {
  readonly rows: readonly TrustRuleRow[]
  readonly page: Page
  readonly url: string
  readonly search: string
}

export function trustRulesHal(links: Links, { rows, ...listed }: Listed) {
  return {
    page: listed.page,
    _embedded: { trustRules: rows.map((row) => trustRuleHal(links, row)) },
    _links: {
      ...neighbourLinks(listed),
      'pb:trust-rule-trial': { title: 'What a build would be allowed', href: links.href(paths.trustRuleTrial) },
      curies: links.curies('trust-rules'),
    },
  }
}

/** `teams`: those in the grants. */
export function trialHal(links: Links, { claims, rules, grants }: Trial, teams: readonly TeamReference[]) {
  return {
    name: workloadName(claims),
    rules: rules.map(({ uuid, name, differences }) => ({ uuid, name, fits: differences.length === 0, differences })),
    grants: grantsHal(grants, teams),
    _links: { 'pb:trust-rules': toRules(links), curies: links.curies('trust-rule-trial') },
  }
}
