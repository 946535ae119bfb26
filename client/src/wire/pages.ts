/**
 * The addresses of the web pages. Where one is an address of the API as well, browsers that open it get the page, and
 * programs the API. `{name}` is one percent-encoded path segment.
 *
 * @example
 * pages.overview // → '/'
 */
export const pages = {
  overview: '/',
  canIDeploy: '/can-i-deploy',
  network: '/network',
  pacticipant: '/pacticipants/{pacticipant}',
  pacticipantNetwork: '/pacticipants/{pacticipant}/network',
  search: '/search',
  signIn: '/sign-in',
  settings: '/settings',
  settingsDeleted: '/settings/deleted',
  settingsApi: '/settings/api',
  settingsAbout: '/settings/about',
  teams: '/teams',
  team: '/teams/{team}',
  people: '/people',
  tokens: '/tokens',
  trustRules: '/trust-rules',
  me: '/me',
  overrides: '/overrides',
  audit: '/audit',
  webhooks: '/webhooks',
  newWebhook: '/webhooks/new',
  webhook: '/webhooks/{uuid}',
  diff: '/pacts/provider/{provider}/consumer/{consumer}/version/{version}/diff/version/{otherVersion}',
  previousDiff: '/pacts/provider/{provider}/consumer/{consumer}/version/{version}/diff/previous-distinct',
  contentDiff: '/pacts/provider/{provider}/consumer/{consumer}/pact-version/{sha}/diff/pact-version/{pactVersion}',
  matrix: '/matrix',
  matrixForPair: '/matrix/provider/{provider}/consumer/{consumer}',
  verificationRequests: '/verification-requests',
  environments: '/environments',
  environment: '/environments/{environment}',
  contract: '/pacts/provider/{provider}/consumer/{consumer}/version/{version}',
  latestContract: '/pacts/provider/{provider}/consumer/{consumer}/latest',
  contractContent: '/pacts/provider/{provider}/consumer/{consumer}/pact-version/{sha}',
  handedOutContract: '/pacts/provider/{provider}/consumer/{consumer}/pact-version/{sha}/metadata/{metadata}',
  verificationResult: '/pacts/provider/{provider}/consumer/{consumer}/pact-version/{sha}/verification-results/{number}',
} as const
