import { expand, paths } from '../wire/paths.ts'
import {
  type TrustRule,
  type TrustRuleDetails,
  type TrustRules,
  type TrustTrial,
  trustRule,
  trustRules,
  trustTrial,
} from '../wire/trust-rules.ts'
import { anything, call, find, queryString } from './call.ts'
import type { PartOfList } from './retention.ts'
import type { Transport } from './transport.ts'

export function trustRuleCalls(transport: Transport) {
  return {
    /**
     * Has builds trusted that show an identity with such claims: they need no stored secret. Nobody can allow more than
     * they may. Only Tallystick answers it.
     *
     * @example
     * const { scopes } = await broker.createTrustRule({
     *   name: 'Shop on main',
     *   issuer: 'https://token.actions.githubusercontent.com',
     *   audience: 'tallystick',
     *   claims: { repository: 'acme/shop', ref: 'refs/heads/main' },
     *   scopes: ['publish'],
     *   reach: { applications: ['Shop'] },
     * })
     * scopes // → ['read', 'publish']
     */
    createTrustRule(details: TrustRuleDetails): Promise<TrustRule> {
      return call(transport, { method: 'POST', url: paths.trustRules, body: details, answer: trustRule })
    },

    /**
     * The rules by which builds are trusted, by name; 100 to a page unless told otherwise. Only Tallystick answers it.
     *
     * @example
     * const { _embedded } = await broker.listTrustRules()
     * _embedded.trustRules.map(({ name, claims }) => [name, claims.repository]) // → [['Shop on main', 'acme/shop']]
     */
    listTrustRules({ page, size }: PartOfList = {}): Promise<TrustRules> {
      const url = paths.trustRules + queryString(Object.entries({ page: page?.toString(), size: size?.toString() }))
      return call(transport, { method: 'GET', url, answer: trustRules })
    },

    /**
     * A rule by its UUID; undefined where there is none. Only Tallystick answers it.
     *
     * @example
     * await broker.findTrustRule('5c33d3d2-9a5e-4b0f-8f4c-0b3d7f6ad9f1') // → undefined
     */
    findTrustRule(uuid: string): Promise<TrustRule | undefined> {
      return find(transport, { method: 'GET', url: expand(paths.trustRule, { uuid }), answer: trustRule })
    },

    /**
     * Replaces a rule; it counts from the next request on. Only Tallystick answers it.
     *
     * @example
     * const [rule] = (await broker.listTrustRules())._embedded.trustRules
     * const { name, issuer, audience, scopes } = rule
     * const claims = { repository: 'acme/shop' }
     * const reach = { applications: ['Shop'] }
     * const changed = await broker.changeTrustRule(rule.uuid, { name, issuer, audience, scopes, claims, reach })
     * changed.claims // → { repository: 'acme/shop' }
     */
    changeTrustRule(uuid: string, details: TrustRuleDetails): Promise<TrustRule> {
      const url = expand(paths.trustRule, { uuid })
      return call(transport, { method: 'PUT', url, body: details, answer: trustRule })
    },

    /**
     * What a build with these claims would be allowed, and what of each rule does not fit them. Only Tallystick answers
     * it.
     *
     * @example
     * const iss = 'https://token.actions.githubusercontent.com'
     * const { name, grants } = await broker.tryTrustRules({ iss, aud: 'tallystick', repository: 'acme/shop' })
     * name // → 'acme/shop'
     * grants.map(({ says }) => says) // → ["May read everything, and may publish contracts and versions for 'Shop'."]
     */
    tryTrustRules(claims: Readonly<Record<string, unknown>>): Promise<TrustTrial> {
      return call(transport, { method: 'POST', url: paths.trustRuleTrial, body: { claims }, answer: trustTrial })
    },

    /**
     * Deletes a rule: builds that it let in are refused from the next request on. Only Tallystick answers it.
     *
     * @example
     * const [rule] = (await broker.listTrustRules())._embedded.trustRules
     * await broker.deleteTrustRule(rule.uuid)
     * await broker.findTrustRule(rule.uuid) // → undefined
     */
    async deleteTrustRule(uuid: string): Promise<void> {
      await call(transport, { method: 'DELETE', url: expand(paths.trustRule, { uuid }), answer: anything })
    },
  }
}
