// A real OpenID provider on a port of its own, with its own pages for signing in and out.

import { generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Provider } from 'oidc-provider'

/** What it says of somebody, by the name with which they sign in. */
export type Accounts = Map<string, Readonly<Record<string, unknown>>>

export const client = { id: 'tallystick', secret: 'the secret of the client' }

/** The provider, with pages that ask nobody else: its own ones want a font from elsewhere. */
function openProvider(issuer: string, base: string, accounts: Accounts): Provider {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: client.id,
        client_secret: client.secret,
        redirect_uris: [`${base}/sign-in/callback`],
        post_logout_redirect_uris: [`${base}/sign-in`],
      },
    ],
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid: 'one' }] },
    cookies: { keys: ['a key for tests'] },
    claims: { openid: ['sub', 'groups'], profile: ['name'], email: ['email', 'email_verified'] },
    pkce: { required: () => true },
    findAccount: (_context, id) => ({ accountId: id, claims: () => ({ sub: id, ...accounts.get(id) }) }),
  })
  provider.use(async (context, next) => {
    await next()
    if (typeof context.body === 'string') context.body = context.body.replace(/@import url\([^)]*\);/, '')
  })
  return provider
}

/**
 * For the broker with the base URL that is said when somebody first asks it: the broker may start after it. Its site is
 * another one than that of a broker at 127.0.0.1. Stop it in `afterAll`.
 */
export async function startIdentityProvider(base: () => string) {
  const accounts: Accounts = new Map()
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const issuer = `http://localhost:${(server.address() as AddressInfo).port}`
  let answer: ReturnType<Provider['callback']> | undefined
  server.on('request', (request, response) => {
    answer ??= openProvider(issuer, base(), accounts).callback()
    void answer(request, response)
  })
  return {
    issuer,
    accounts,
    async stop() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
