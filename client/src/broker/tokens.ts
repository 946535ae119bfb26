import { type Me, me } from '../wire/me.ts'
import { expand, paths } from '../wire/paths.ts'
import { type CreatedToken, type TokenDetails, type Tokens, createdToken, tokens } from '../wire/tokens.ts'
import { anything, call, queryString } from './call.ts'
import type { PartOfList } from './retention.ts'
import type { Transport } from './transport.ts'

/** Which tokens are wanted; all that one may see without it. */
export interface TokensQuestion extends PartOfList {
  /** Those that count now, or those that do not any more. */
  readonly active?: boolean | undefined
  /** The UUID or name of a team that they reach. */
  readonly team?: string | undefined
}

export function tokenCalls(transport: Transport) {
  return {
    /**
     * Who asks, as the broker sees it, and what they may do. Only Tallystick answers it.
     *
     * @example
     * const { name } = await broker.whoAmI()
     * name // → 'anybody'
     */
    whoAmI(): Promise<Me> {
      return call(transport, { method: 'GET', url: paths.me, answer: me })
    },

    /**
     * Creates a token: of the person who asks, or of the system. The answer has its secret, which the broker never shows
     * again. It may read in any case, and never more than who creates it. Only Tallystick answers it.
     *
     * @example
     * const { secret, scopes } = await broker.createToken({
     *   name: 'CI of Shop',
     *   kind: 'system',
     *   scopes: ['publish'],
     *   reach: { applications: ['Shop'] },
     * })
     * secret.startsWith('tally_') // → true
     * scopes // → ['read', 'publish']
     */
    createToken(details: TokenDetails): Promise<CreatedToken> {
      return call(transport, { method: 'POST', url: paths.tokens, body: details, answer: createdToken })
    },

    /**
     * The tokens of the person who asks, and those that they may revoke, the newest first; 100 to a page unless told
     * otherwise. Only Tallystick answers it.
     *
     * @example
     * const { _embedded } = await broker.listTokens({ active: true })
     * _embedded.tokens.map(({ name, lastUsedAt }) => [name, lastUsedAt]) // → [['CI of Shop', null]]
     */
    listTokens({ active, team, page, size }: TokensQuestion = {}): Promise<Tokens> {
      const asked = { active: active?.toString(), team, page: page?.toString(), size: size?.toString() }
      return call(transport, { method: 'GET', url: paths.tokens + queryString(Object.entries(asked)), answer: tokens })
    },

    /**
     * Revokes a token: from the next request on it counts for nothing. Refused with 404 where there is none that one may
     * see. Only Tallystick answers it.
     *
     * @example
     * const [first] = (await broker.listTokens())._embedded.tokens
     * await broker.revokeToken(first?.uuid ?? '')
     * const { _embedded } = await broker.listTokens({ active: true })
     * _embedded.tokens // → []
     */
    async revokeToken(uuid: string): Promise<void> {
      await call(transport, { method: 'DELETE', url: expand(paths.token, { uuid }), answer: anything })
    },
  }
}
