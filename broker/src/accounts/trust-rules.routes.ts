import { paths, shownClaims, trustRule, trustRuleDetails, trustRules, trustTrial } from '@tallystick/client/wire'
import { type Endpoint, JSON_TYPE, created, endpoint, noContent, ok } from '../kernel/endpoint.ts'
import { pageOf } from '../kernel/hal.ts'
import { DEFAULT_PAGE_SIZE, pageQuery, requestedPage } from '../kernel/paging.ts'
import { teamsOf } from './caller.ts'
import { listTeamReferences } from './teams.sql.ts'
import { changeTrustRule, createTrustRule, getTrustRule, removeTrustRule, tryClaims } from './trust-rules.command.ts'
import { trialHal, trustRuleHal, trustRulesHal } from './trust-rules.hal.ts'
import { countTrustRules, listTrustRules } from './trust-rules.sql.ts'

const body = { schema: trustRuleDetails, mediaTypes: [JSON_TYPE] }

const lists: readonly Endpoint[] = [
  endpoint({
    method: 'GET',
    path: paths.trustRules,
    summary: 'Lists the rules by which builds are trusted that show an identity, by name',
    access: 'own',
    query: pageQuery,
    responses: { 200: trustRules },
    errors: ['validation-error'],
    async handler({ context: { db }, query, links, url, request }) {
      const page = requestedPage(query) ?? { number: 1, size: DEFAULT_PAGE_SIZE }
      const rows = await listTrustRules(db, page)
      const total = await countTrustRules(db)
      return ok(trustRulesHal(links, { rows, page: pageOf(page, total), url, search: request.search }))
    },
  }),
  endpoint({
    method: 'POST',
    path: paths.trustRules,
    summary: 'Has builds trusted whose identity has such claims; nobody can allow more than they may',
    access: 'own',
    body,
    responses: { 201: trustRule },
    errors: ['validation-error', 'malformed-request', 'unsupported-media-type'],
    async handler({ context, body: details, links }) {
      const row = await createTrustRule(context, details)
      return created(links.href(paths.trustRule, { uuid: row.uuid }), trustRuleHal(links, row))
    },
  }),
  endpoint({
    method: 'POST',
    path: paths.trustRuleTrial,
    summary: 'Says what a build with these claims would be allowed, and what does not fit; nobody is let in',
    access: 'own',
    body: { schema: shownClaims, mediaTypes: [JSON_TYPE] },
    responses: { 200: trustTrial },
    errors: ['validation-error', 'malformed-request', 'unsupported-media-type'],
    async handler({ context: { db }, body: { claims }, links }) {
      const trial = await tryClaims(db, claims)
      return ok(trialHal(links, trial, await listTeamReferences(db, teamsOf(trial.grants))))
    },
  }),
]

const single: readonly Endpoint[] = [
  endpoint({
    method: 'GET',
    path: paths.trustRule,
    summary: 'Shows a rule by which builds are trusted',
    access: 'own',
    responses: { 200: trustRule },
    errors: ['not-found'],
    handler: async ({ context: { db }, params: { uuid }, links }) =>
      ok(trustRuleHal(links, await getTrustRule(db, uuid))),
  }),
  endpoint({
    method: 'PUT',
    path: paths.trustRule,
    summary: 'Replaces a rule by which builds are trusted, from the next request on',
    access: 'own',
    body,
    responses: { 200: trustRule },
    errors: ['not-found', 'validation-error', 'malformed-request', 'unsupported-media-type'],
    async handler({ context, params: { uuid }, body: details, links }) {
      return ok(trustRuleHal(links, await changeTrustRule(context, uuid, details)))
    },
  }),
  endpoint({
    method: 'DELETE',
    path: paths.trustRule,
    summary: 'Deletes a rule by which builds are trusted: they are refused from the next request on',
    access: 'own',
    responses: { 204: null },
    errors: ['not-found'],
    async handler({ context, params: { uuid } }) {
      await removeTrustRule(context, uuid)
      return noContent()
    },
  }),
]

export const trustRuleEndpoints: readonly Endpoint[] = [...lists, ...single]
