import {
  type SignInProblem,
  linkSecret,
  pages,
  paths,
  signInOptions,
  signedIn,
  signedOut,
} from '@tallystick/client/wire'
import { z } from 'zod'
import type { Context } from '../context.ts'
import { type Endpoint, JSON_TYPE, type Reply, endpoint, ok } from '../kernel/endpoint.ts'
import { fromElsewhere, noProvider } from './accounts.errors.ts'
import { clearCookie, readCookie, sessionCookie, signInCookie, writeCookie } from './cookies.ts'
import { keepsAccounts } from './credentials.ts'
import { senderOf } from './sender.ts'
import { type SignedInPerson, finishSignIn, problemOf, signInByLink, signOut } from './sign-in.command.ts'
import { type SignInFlow, flowFor, newFlow } from './sign-in-flow.ts'
import { signInOptionsHal, signedInHal } from './sign-in.hal.ts'

/** How long somebody may take at the provider. */
const FLOW_SECONDS = 900

const UNKEPT = { 'Cache-Control': 'no-store' }

interface Going {
  readonly to: string
  readonly cookies: readonly string[]
}

function goTo({ to, cookies }: Going): Reply {
  return { status: 303, headers: { ...UNKEPT, Location: to, 'Referrer-Policy': 'no-referrer' }, cookies }
}

/** Back to the page for signing in, which says what went wrong. */
function backTo(base: string, problem: SignInProblem, flow?: SignInFlow): string {
  const told = new URLSearchParams({ problem, ...(flow ? { returnTo: flow.returnTo } : {}) })
  return `${base}${pages.signIn}?${told.toString()}`
}

function keepSession({ config }: Context, base: string, { session }: SignedInPerson): string {
  const maxAgeSeconds = config.sessionHours * 3600
  return writeCookie(base, { name: sessionCookie(base), value: session.secret, maxAgeSeconds })
}

const withProvider: readonly Endpoint[] = [
  endpoint({
    method: 'GET',
    path: paths.signInProvider,
    summary: 'Sends a browser to the identity provider',
    access: 'public',
    query: z.object({
      returnTo: z.string().optional().describe('Where to go afterwards: a path below the base URL'),
    }),
    responses: { 303: null },
    errors: ['not-found', 'validation-error'],
    async handler({ context, query, links: { base } }) {
      const { identityProvider } = context
      if (!identityProvider) throw noProvider()
      const flow = newFlow(query.returnTo)
      try {
        const to = await identityProvider.signInUrl(base + paths.signInCallback, flow)
        const kept = { name: signInCookie(base), value: flow.kept, maxAgeSeconds: FLOW_SECONDS }
        return goTo({ to, cookies: [writeCookie(base, kept)] })
      } catch (error) {
        return goTo({ to: backTo(base, problemOf(context, error), flow), cookies: [] })
      }
    },
  }),
  endpoint({
    method: 'GET',
    path: paths.signInCallback,
    summary: 'Takes a browser back from the identity provider, signed in',
    access: 'public',
    responses: { 303: null },
    errors: ['not-found'],
    async handler({ context, request, links: { base } }) {
      if (!context.identityProvider) throw noProvider()
      const answer = new URL(`${base}${paths.signInCallback}?${request.search}`)
      const cookie = signInCookie(base)
      const flow = flowFor(answer.searchParams.get('state'), readCookie(request.header('cookie'), cookie))
      if (!flow) return goTo({ to: backTo(base, 'expired'), cookies: [] })
      const done = clearCookie(base, cookie)
      const entered = await finishSignIn(context, answer, flow)
      if (typeof entered === 'string') return goTo({ to: backTo(base, entered, flow), cookies: [done] })
      return goTo({ to: base + flow.returnTo, cookies: [done, keepSession(context, base, entered)] })
    },
  }),
]

export const signInEndpoints: readonly Endpoint[] = [
  endpoint({
    method: 'GET',
    path: paths.signInOptions,
    summary: 'Says how one signs in, and who has',
    access: 'public',
    responses: { 200: signInOptions },
    errors: [],
    handler({ context: { config, identityProvider, caller }, links }) {
      const mode = keepsAccounts(config) ? 'accounts' : 'open'
      return ok(signInOptionsHal(links, { mode, provider: identityProvider?.name, caller }))
    },
  }),
  ...withProvider,
  endpoint({
    method: 'POST',
    path: paths.signInLink,
    summary: 'Signs in with the secret of a link, which is good for once',
    access: 'public',
    body: { schema: linkSecret, mediaTypes: [JSON_TYPE] },
    responses: { 200: signedIn },
    errors: ['validation-error', 'malformed-request', 'unsupported-media-type', 'forbidden'],
    async handler({ context, body, links, request }) {
      const said = { 'sec-fetch-site': request.header('sec-fetch-site'), origin: request.header('origin') }
      // Nobody is signed in as somebody else without knowing it.
      if (senderOf(said, links.base) === 'other page') throw fromElsewhere()
      const entered = await signInByLink(context, body)
      const reply = ok(signedInHal(links, entered))
      return { ...reply, headers: UNKEPT, cookies: [keepSession(context, links.base, entered)] }
    },
  }),
  endpoint({
    method: 'POST',
    path: paths.signOut,
    summary: 'Ends the session of the browser that asks, and says where it ends at the identity provider',
    access: 'public',
    responses: { 200: signedOut },
    errors: ['forbidden'],
    async handler({ context, links: { base }, request }) {
      const cookie = sessionCookie(base)
      const secret = readCookie(request.header('cookie'), cookie)
      const continueAt = secret === undefined ? undefined : await signOut(context, secret, base + pages.signIn)
      const reply = ok({ continueAt: continueAt ?? null })
      return { ...reply, headers: UNKEPT, cookies: [clearCookie(base, cookie)] }
    },
  }),
]
