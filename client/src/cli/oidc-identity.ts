/**
 * The identity that GitHub Actions signs for a job, in place of a stored token: asked for when the broker is first called,
 * and again before it expires, since commands may wait for long.
 */
import { z } from 'zod'
import type { Environment } from '../ci.ts'
import { UsageError } from './exit-code.ts'

const RENEWED_BEFORE_MS = 60_000
const ANSWER_WITHIN_MS = 10_000

const answered = z.object({ value: z.string() })
const claims = z.object({ exp: z.number() })

/** When the identity expires; at once where that cannot be read. */
function endOf(jwt: string): number {
  const [, body = ''] = jwt.split('.')
  try {
    return claims.parse(JSON.parse(Buffer.from(body, 'base64url').toString('utf8'))).exp * 1000
  } catch {
    return 0
  }
}

interface Source {
  readonly url: URL
  readonly secret: string
}

function sourceOf(env: Environment, audience: string): Source {
  const { ACTIONS_ID_TOKEN_REQUEST_URL: address, ACTIONS_ID_TOKEN_REQUEST_TOKEN: secret } = env
  const url = address ? URL.parse(address) : null
  if (!url || !secret) {
    throw new UsageError(
      '--oidc-audience is for jobs of GitHub Actions with the permission `id-token: write`; elsewhere give --broker-token.',
    )
  }
  url.searchParams.set('audience', audience)
  return { url, secret }
}

async function ask({ url, secret }: Source): Promise<string> {
  const reply = await fetch(url, {
    headers: { authorization: `Bearer ${secret}`, accept: 'application/json' },
    signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
  })
  if (!reply.ok) throw new Error(`GitHub gives this job no identity: it answered with ${reply.status}.`)
  return answered.parse(await reply.json()).value
}

interface Identified {
  readonly audience: string
  readonly env: Environment
  /** Where the broker is: nobody else gets to see the identity. */
  readonly baseUrl: string
  readonly fetch: typeof fetch
}

/** The same fetch, which shows the broker the identity of this job. */
export function withIdentity({ audience, env, baseUrl, fetch: plain }: Identified): typeof fetch {
  const source = sourceOf(env, audience)
  const origin = URL.parse(baseUrl)?.origin
  let known: { readonly jwt: Promise<string> } | undefined

  async function identity(): Promise<string> {
    const jwt = await known?.jwt
    if (jwt !== undefined && endOf(jwt) - Date.now() > RENEWED_BEFORE_MS) return jwt
    known = { jwt: ask(source) }
    return known.jwt
  }

  return async (input, init) => {
    const address = new URL(input instanceof Request ? input.url : input)
    if (address.origin !== origin) return plain(input, init)
    const headers = new Headers(init?.headers)
    headers.set('authorization', `Bearer ${await identity()}`)
    return plain(input, { ...init, headers })
  }
}
