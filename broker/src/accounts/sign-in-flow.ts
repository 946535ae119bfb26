/**
 * What a browser holds while somebody signs in with the provider: one secret, of which everything is derived that the
 * answer has to fit, and where to go afterwards. Any broker can go on with it, and none has to remember it. The state is
 * of both, so that neither can be exchanged.
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

export interface SignInFlow {
  /** As it is kept in the cookie. */
  readonly kept: string
  /** A path below the base URL. */
  readonly returnTo: string
  readonly state: string
  readonly nonce: string
  /** Of PKCE. */
  readonly verifier: string
}

const SECRET_BYTES = 32
const LONGEST_PATH = 2000

/** Where pages may send somebody afterwards: to an address here, and nowhere else. */
export function localPath(path: string | undefined): string {
  if (path === undefined || !/^\/(?![/\\])/.test(path)) return '/'
  const here = 'http://here.invalid'
  const url = URL.parse(path, here)
  // What is taken off on the way to a URL could leave two slashes at its beginning.
  if (url === null || url.origin !== here || url.pathname.startsWith('//')) return '/'
  const local = url.pathname + url.search + url.hash
  // A cookie has to hold it.
  return local.length > LONGEST_PATH ? '/' : local
}

function derived(secret: string, purpose: string): string {
  return createHmac('sha256', secret).update(purpose).digest('base64url')
}

function flowOf(secret: string, returnTo: string): SignInFlow {
  return {
    kept: `${secret}.${Buffer.from(returnTo).toString('base64url')}`,
    returnTo,
    state: derived(secret, `state ${returnTo}`),
    nonce: derived(secret, 'nonce'),
    verifier: derived(secret, 'verifier'),
  }
}

export function newFlow(returnTo: string | undefined): SignInFlow {
  return flowOf(randomBytes(SECRET_BYTES).toString('base64url'), localPath(returnTo))
}

/** The flow that the browser began and the answer belongs to. */
export function flowFor(state: string | null, kept: string | undefined): SignInFlow | undefined {
  const [, secret, path] = /^([\w-]{43})\.([\w-]*)$/.exec(kept ?? '') ?? []
  if (state === null || secret === undefined || path === undefined) return undefined
  const flow = flowOf(secret, localPath(Buffer.from(path, 'base64url').toString('utf8')))
  const [shown, expected] = [Buffer.from(state), Buffer.from(flow.state)]
  return shown.length === expected.length && timingSafeEqual(shown, expected) ? flow : undefined
}
