import { z } from 'zod'
import { leadsToLoopback } from '../loopback.ts'
import { groupRoles } from './group-roles.ts'
import * as kind from './kinds.ts'
import { openSetting, setting } from './kinds.ts'

/** What is read from there decides who somebody is, so nobody on the way may change it. */
const issuerUrl = z.string().refine((value) => {
  const url = URL.parse(value)
  if (url === null || url.search !== '' || url.hash !== '' || url.username !== '') return false
  return url.protocol === 'https:' || (url.protocol === 'http:' && leadsToLoopback(url))
}, 'must be an https URL without user, query or fragment, like https://id.example.org')

export const signInSettings = {
  oidcIssuer: openSetting(issuerUrl, {
    name: 'OIDC_ISSUER',
    says: 'The identity provider with which people sign in by OpenID Connect (docs/accounts.md). Its configuration is read from `/.well-known/openid-configuration` below this URL.',
    inPactBroker: false,
  }),
  oidcClientId: openSetting(kind.text, {
    name: 'OIDC_CLIENT_ID',
    says: 'As whom the broker is registered there. The provider has to allow `/sign-in/callback` below the base URL as a redirect, and `/sign-in` as a redirect after signing out.',
    inPactBroker: false,
  }),
  oidcClientSecret: openSetting(kind.text, {
    name: 'OIDC_CLIENT_SECRET',
    says: 'The secret of that registration; none for a public client.',
    inPactBroker: false,
    isSecret: true,
  }),
  oidcName: openSetting(kind.text, {
    name: 'OIDC_NAME',
    says: 'What the button for signing in calls the provider; its host when nothing is said.',
    inPactBroker: false,
  }),
  oidcScopes: setting(kind.list, 'openid profile email', {
    name: 'OIDC_SCOPES',
    says: 'What the broker asks the provider for; some tell groups only when they are asked for `groups`.',
    inPactBroker: false,
  }),
  oidcGroupsClaim: setting(kind.text, 'groups', {
    name: 'OIDC_GROUPS_CLAIM',
    says: "The claim that holds somebody's groups. Dots lead into it, as in `realm_access.roles`.",
    inPactBroker: false,
  }),
  oidcAdminGroup: openSetting(kind.text, {
    name: 'OIDC_ADMIN_GROUP',
    says: 'Who is in this group is an administrator, and nobody else of the provider is. Without it, administrators are made by others.',
    inPactBroker: false,
  }),
  oidcTeams: setting(groupRoles, '', {
    name: 'OIDC_TEAMS',
    says: 'What groups are in teams: `group => team: role`, several with `;` between them, as in `checkout-devs => Checkout: contributor; leads => Checkout: maintainer`. The roles are `viewer`, `contributor` and `maintainer`.',
    inPactBroker: false,
  }),
  sessionHours: setting(kind.wholeNumber(1, 8760), '12', {
    name: 'SESSION_HOURS',
    says: 'Hours after which somebody who signed in has to do so again. Groups are read when they do.',
    inPactBroker: false,
  }),
}
