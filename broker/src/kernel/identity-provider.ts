/**
 * An identity provider, by OpenID Connect: the code flow with PKCE, state and nonce. What it says is believed when it was
 * asked for with this flow, is signed by its keys, and is meant for this broker.
 */
import * as openid from 'openid-client'
import type { Config } from './config.ts'

/** What an answer has to fit. */
export interface Expected {
  readonly state: string
  readonly nonce: string
  /** Of PKCE. */
  readonly verifier: string
}

/** Somebody, as the provider knows them. */
export interface Identity {
  readonly issuer: string
  readonly subject: string
  readonly claims: Readonly<Record<string, unknown>>
  readonly idToken: string
}

export interface IdentityProvider {
  /** For people to read. */
  readonly name: string
  /** Where somebody signs in, who is sent back to `redirectUri`. */
  signInUrl(redirectUri: string, expected: Expected): Promise<string>
  /** Who comes back to that URL, with what the provider has added to it. */
  identify(answer: URL, expected: Expected): Promise<Identity>
  /** Where a session ends at the provider as well; undefined where it does not offer that. */
  signOutUrl(returnTo: string, idToken: string | undefined): Promise<string | undefined>
}

type Problem = 'denied' | 'invalid' | 'unreachable'

/** Why nobody could be identified. Its message holds no secret. */
export class IdentityError extends Error {
  override readonly name = 'IdentityError'
  readonly problem: Problem

  constructor(problem: Problem, message: string) {
    super(message)
    this.problem = problem
  }
}

const TIMEOUT_SECONDS = 10
const CLOCK_TOLERANCE_SECONDS = 30

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error))

/** What it answers in place of a code; everything else means that broker and provider are not set up for one another. */
const refusals: ReadonlyMap<string, Problem> = new Map([
  ['access_denied', 'denied'],
  ['login_required', 'denied'],
  ['consent_required', 'denied'],
  ['interaction_required', 'denied'],
  ['account_selection_required', 'denied'],
  ['server_error', 'unreachable'],
  ['temporarily_unavailable', 'unreachable'],
])

/** What went wrong. Causes hold what was received, and are left out. */
function identityError(error: unknown): IdentityError {
  if (error instanceof IdentityError) return error
  const message = messageOf(error)
  if (error instanceof openid.AuthorizationResponseError)
    return new IdentityError(refusals.get(error.error) ?? 'invalid', `${message}: ${error.error}`)
  if (error instanceof openid.ResponseBodyError) return new IdentityError('invalid', `${message}: ${error.error}`)
  const isLost = error instanceof TypeError || (error instanceof openid.ClientError && error.code === 'OAUTH_TIMEOUT')
  return new IdentityError(isLost ? 'unreachable' : 'invalid', message)
}

async function told<Value>(work: () => Promise<Value>): Promise<Value> {
  try {
    return await work()
  } catch (error) {
    throw identityError(error)
  }
}

/** As the provider wants it: by the header, unless it says that it only reads bodies. */
function clientAuth(secret: string | undefined): openid.ClientAuth {
  if (secret === undefined) return openid.None()
  const [basic, post] = [openid.ClientSecretBasic(secret), openid.ClientSecretPost(secret)]
  // The library calls it with these.
  // oxlint-disable-next-line max-params
  return (server, client, body, headers) => {
    const methods = server.token_endpoint_auth_methods_supported
    const isPostOnly = methods?.includes('client_secret_post') === true && !methods.includes('client_secret_basic')
    return (isPostOnly ? post : basic)(server, client, body, headers)
  }
}

type Settings = Pick<Config, 'oidcClientSecret' | 'oidcName' | 'oidcScopes'> & {
  readonly issuer: URL
  readonly clientId: string
}

async function discover({ issuer, clientId, oidcClientSecret }: Settings): Promise<openid.Configuration> {
  const metadata = { [openid.clockTolerance]: CLOCK_TOLERANCE_SECONDS }
  const insecure = issuer.protocol === 'http:' ? [openid.allowInsecureRequests] : []
  try {
    return await openid.discovery(issuer, clientId, metadata, clientAuth(oidcClientSecret), {
      timeout: TIMEOUT_SECONDS,
      execute: [openid.enableNonRepudiationChecks, ...insecure],
    })
  } catch (error) {
    throw new IdentityError('unreachable', `${issuer.href} does not say how it is used: ${messageOf(error)}`)
  }
}

const HOUR_MS = 3_600_000

/** What the provider says of itself, asked again when it did not answer and every hour. */
function discovered(settings: Settings): () => Promise<openid.Configuration> {
  let known: { readonly configuration: Promise<openid.Configuration>; readonly until: number } | undefined
  return () => {
    if (known !== undefined && performance.now() < known.until) return known.configuration
    const asked = { configuration: discover(settings), until: performance.now() + HOUR_MS }
    known = asked
    asked.configuration.catch(() => {
      if (known === asked) known = undefined
    })
    return asked.configuration
  }
}

async function identityOf(provider: openid.Configuration, answer: URL, expected: Expected): Promise<Identity> {
  const tokens = await openid.authorizationCodeGrant(provider, answer, {
    expectedState: expected.state,
    expectedNonce: expected.nonce,
    pkceCodeVerifier: expected.verifier,
    idTokenExpected: true,
  })
  const claims = tokens.claims()
  if (claims === undefined || tokens.id_token === undefined) throw new IdentityError('invalid', 'There is no ID token')
  const { iss: issuer, sub: subject } = claims
  // Many providers keep the ID token small, and tell the rest here.
  const more =
    provider.serverMetadata().userinfo_endpoint === undefined
      ? {}
      : await openid.fetchUserInfo(provider, tokens.access_token, subject)
  return { issuer, subject, claims: { ...more, ...claims }, idToken: tokens.id_token }
}

/** The provider of the configuration; undefined where there is none. It is asked nothing before somebody signs in. */
export function openIdentityProvider(config: Config): IdentityProvider | undefined {
  const { oidcIssuer, oidcClientId: clientId, oidcName, oidcScopes } = config
  if (oidcIssuer === undefined || clientId === undefined) return undefined
  const issuer = new URL(oidcIssuer)
  const provider = discovered({ ...config, issuer, clientId })
  return {
    name: oidcName ?? issuer.host,
    signInUrl: (redirectUri, { state, nonce, verifier }) =>
      told(async () => {
        const url = openid.buildAuthorizationUrl(await provider(), {
          redirect_uri: redirectUri,
          scope: oidcScopes.join(' '),
          state,
          nonce,
          code_challenge: await openid.calculatePKCECodeChallenge(verifier),
          code_challenge_method: 'S256',
        })
        return url.href
      }),
    identify: (answer, expected) => told(async () => identityOf(await provider(), answer, expected)),
    signOutUrl: (returnTo, idToken) =>
      told(async () => {
        const known = await provider()
        if (known.serverMetadata().end_session_endpoint === undefined) return undefined
        const hint = idToken === undefined ? {} : { id_token_hint: idToken }
        return openid.buildEndSessionUrl(known, { post_logout_redirect_uri: returnTo, ...hint }).href
      }),
  }
}
