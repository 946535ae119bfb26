// The pages about who may do what, who did what, and what was allowed as an exception.

import { pages } from '@tallystick/client/wire'
import { createRoute } from '@tanstack/react-router'
import { teamsSearch } from './pages/accounts/search.ts'
import { auditSearch } from './pages/audit/search.ts'
import { overridesSearch } from './pages/overrides/search.ts'
import { signInSearch } from './pages/sign-in/search.ts'
import { tokensSearch } from './pages/tokens/search.ts'
import { trustRulesSearch } from './pages/trust-rules/search.ts'
import { routePath } from './paths.ts'
import { reads } from './reads.ts'
import { root } from './root-route.tsx'

const teams = createRoute({
  getParentRoute: () => root,
  path: routePath(pages.teams),
  validateSearch: teamsSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ deps }) => reads.teams(deps),
}).lazy(() => import('./pages/accounts/Teams.tsx').then(({ route }) => route))

const team = createRoute({
  getParentRoute: () => root,
  path: routePath(pages.team),
  loader: ({ params }) => reads.team(params.team),
}).lazy(() => import('./pages/accounts/Team.tsx').then(({ route }) => route))

const tokens = createRoute({
  getParentRoute: () => root,
  path: routePath(pages.tokens),
  validateSearch: tokensSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ deps }) => reads.tokens(deps),
}).lazy(() => import('./pages/tokens/Tokens.tsx').then(({ route }) => route))

const trustRules = createRoute({
  getParentRoute: () => root,
  path: routePath(pages.trustRules),
  validateSearch: trustRulesSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ deps }) => reads.trustRules(deps),
}).lazy(() => import('./pages/trust-rules/TrustRules.tsx').then(({ route }) => route))

const profile = createRoute({
  getParentRoute: () => root,
  path: routePath(pages.me),
  loader: () => reads.profile(),
}).lazy(() => import('./pages/profile/Profile.tsx').then(({ route }) => route))

const overrides = createRoute({
  getParentRoute: () => root,
  path: routePath(pages.overrides),
  validateSearch: overridesSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ deps }) => reads.overrides(deps),
}).lazy(() => import('./pages/overrides/Overrides.tsx').then(({ route }) => route))

const audit = createRoute({
  getParentRoute: () => root,
  path: routePath(pages.audit),
  validateSearch: auditSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ deps }) => reads.audit(deps),
}).lazy(() => import('./pages/audit/Audit.tsx').then(({ route }) => route))

const people = createRoute({
  getParentRoute: () => root,
  path: routePath(pages.people),
  validateSearch: teamsSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ deps }) => reads.people(deps),
}).lazy(() => import('./pages/accounts/People.tsx').then(({ route }) => route))

const signIn = createRoute({
  getParentRoute: () => root,
  path: routePath(pages.signIn),
  validateSearch: signInSearch,
  loader: () => reads.signIn(),
}).lazy(() => import('./pages/sign-in/SignIn.tsx').then(({ route }) => route))

export const accountRoutes = [teams, team, people, tokens, trustRules, profile, overrides, audit, signIn] as const
