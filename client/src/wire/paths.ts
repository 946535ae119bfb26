/**
 * Every address of the broker, once: the routes, the links and the OpenAPI document are made from these templates.
 * `{name}` is one percent-encoded path segment.
 *
 * @example
 * paths.version // → '/pacticipants/{pacticipant}/versions/{version}'
 */
export const paths = {
  index: '/',
  documentation: '/doc/{rel}',
  documentationIndex: '/doc',
  documentationStyle: '/doc/style.css',
  openapi: '/openapi.json',
  explorer: '/hal-browser/browser.html',
  explorerFile: '/hal-browser/{file}',
  testError: '/test/error',
  heartbeat: '/diagnostic/status/heartbeat',
  dependencies: '/diagnostic/status/dependencies',
  about: '/diagnostic/about',
  health: '/health',
  ready: '/ready',

  pacticipants: '/pacticipants',
  pacticipant: '/pacticipants/{pacticipant}',
  pacticipantsWithLabel: '/pacticipants/label/{label}',
  label: '/pacticipants/{pacticipant}/labels/{label}',
  timeline: '/pacticipants/{pacticipant}/timeline',
  pacticipantInteractions: '/pacticipants/{pacticipant}/interactions',
  pacticipantEnvironments: '/pacticipants/{pacticipant}/environments',
  labels: '/labels',
  versions: '/pacticipants/{pacticipant}/versions',
  version: '/pacticipants/{pacticipant}/versions/{version}',
  latestVersion: '/pacticipants/{pacticipant}/latest-version',
  latestTaggedVersion: '/pacticipants/{pacticipant}/latest-version/{tag}',
  versionTag: '/pacticipants/{pacticipant}/versions/{version}/tags/{tag}',
  tagVersions: '/pacticipants/{pacticipant}/tags/{tag}/versions',
  branches: '/pacticipants/{pacticipant}/branches',
  branch: '/pacticipants/{pacticipant}/branches/{branch}',
  branchLatestVersion: '/pacticipants/{pacticipant}/branches/{branch}/latest-version',
  branchVersions: '/pacticipants/{pacticipant}/branches/{branch}/versions',
  branchVersion: '/pacticipants/{pacticipant}/branches/{branch}/versions/{version}',
  environmentVersions: '/pacticipants/{pacticipant}/environments/{environment}/versions',

  environments: '/environments',
  environment: '/environments/{environment}',
  currentlyDeployed: '/environments/{environment}/deployed-versions/currently-deployed',
  currentlySupported: '/environments/{environment}/released-versions/currently-supported',
  inventory: '/environments/{environment}/inventory',
  environmentChanges: '/environments/{environment}/changes',
  board: '/board',
  deployedVersions: '/pacticipants/{pacticipant}/versions/{version}/deployed-versions/environment/{environment}',
  releasedVersions: '/pacticipants/{pacticipant}/versions/{version}/released-versions/environment/{environment}',
  deployedVersion: '/deployed-versions/{uuid}',
  releasedVersion: '/released-versions/{uuid}',

  publishContracts: '/contracts/publish',
  latestPacts: '/pacts/latest',
  providerPacts: '/pacts/provider/{provider}',
  providerPactsWithTag: '/pacts/provider/{provider}/tag/{tag}',
  latestProviderPacts: '/pacts/provider/{provider}/latest',
  latestProviderPactsWithTag: '/pacts/provider/{provider}/latest/{tag}',
  providerPactsForMainBranch: '/pacts/provider/{provider}/branch',
  providerPactsForBranch: '/pacts/provider/{provider}/branch/{branch}',
  latestProviderPactsForMainBranch: '/pacts/provider/{provider}/branch/latest',
  latestProviderPactsForBranch: '/pacts/provider/{provider}/branch/{branch}/latest',
  pactsForVerification: '/pacts/provider/{provider}/for-verification',

  pactVersions: '/pacts/provider/{provider}/consumer/{consumer}/versions',
  pact: '/pacts/provider/{provider}/consumer/{consumer}/version/{version}',
  pactAlias: '/pacts/provider/{provider}/consumer/{consumer}/versions/{version}',
  taggedPactVersions: '/pacts/provider/{provider}/consumer/{consumer}/tag/{tag}',
  branchPactVersions: '/pacts/provider/{provider}/consumer/{consumer}/branch/{branch}',
  latestBranchPactVersions: '/pacts/provider/{provider}/consumer/{consumer}/branch/{branch}/latest/versions',
  mainBranchPactVersions: '/pacts/provider/{provider}/consumer/{consumer}/branch/versions',
  latestMainBranchPactVersions: '/pacts/provider/{provider}/consumer/{consumer}/branch/latest/versions',
  latestPact: '/pacts/provider/{provider}/consumer/{consumer}/latest',
  latestTaggedPact: '/pacts/provider/{provider}/consumer/{consumer}/latest/{tag}',
  latestUntaggedPact: '/pacts/provider/{provider}/consumer/{consumer}/latest-untagged',
  latestBranchPact: '/pacts/provider/{provider}/consumer/{consumer}/branch/{branch}/latest',
  previousDistinctPact: '/pacts/provider/{provider}/consumer/{consumer}/version/{version}/previous-distinct',
  previousDistinctDiff: '/pacts/provider/{provider}/consumer/{consumer}/version/{version}/diff/previous-distinct',
  pactVersionContent: '/pacts/provider/{provider}/consumer/{consumer}/pact-version/{sha}',
  pactVersionContentWithMetadata:
    '/pacts/provider/{provider}/consumer/{consumer}/pact-version/{sha}/metadata/{metadata}',
  pactContentDiff: '/pacts/provider/{provider}/consumer/{consumer}/pact-version/{sha}/diff/pact-version/{pactVersion}',
  pactDiff: '/pacts/provider/{provider}/consumer/{consumer}/version/{version}/diff/version/{otherVersion}',
  singularPact: '/pact/provider/{provider}/consumer/{consumer}/version/{version}',
  singularLatestPact: '/pact/provider/{provider}/consumer/{consumer}/latest',

  providerStates: '/pacts/provider/{provider}/provider-states',
  providerStatesForBranch: '/pacts/provider/{provider}/provider-states/branch/{branch}',
  providerStatesForEnvironment: '/pacts/provider/{provider}/provider-states/environment/{environment}',

  verificationResults: '/pacts/provider/{provider}/consumer/{consumer}/pact-version/{sha}/verification-results',
  verificationResultsWithMetadata:
    '/pacts/provider/{provider}/consumer/{consumer}/pact-version/{sha}/metadata/{metadata}/verification-results',
  verificationResult: '/pacts/provider/{provider}/consumer/{consumer}/pact-version/{sha}/verification-results/{number}',
  verificationResultWithMetadata:
    '/pacts/provider/{provider}/consumer/{consumer}/pact-version/{sha}/metadata/{metadata}/verification-results/{number}',
  latestVerificationResult:
    '/pacts/provider/{provider}/consumer/{consumer}/pact-version/{sha}/verification-results/latest',
  latestVerificationResultForPact:
    '/pacts/provider/{provider}/consumer/{consumer}/version/{version}/verification-results/latest',
  latestVerificationResultForLatestPact:
    '/pacts/provider/{provider}/consumer/{consumer}/latest/verification-results/latest',
  latestVerificationResultForLatestTaggedPact:
    '/pacts/provider/{provider}/consumer/{consumer}/latest/{tag}/verification-results/latest',
  contentVersions: '/pacts/provider/{provider}/consumer/{consumer}/pact-version/{sha}/versions',
  contentInteractions: '/pacts/provider/{provider}/consumer/{consumer}/pact-version/{sha}/interaction-results',
  resultInteractions:
    '/pacts/provider/{provider}/consumer/{consumer}/pact-version/{sha}/verification-results/{number}/interaction-results',
  verificationTriggeredWebhooks:
    '/pacts/provider/{provider}/consumer/{consumer}/pact-version/{sha}/verification-results/{number}/triggered-webhooks',
  verificationResultsForConsumerVersion: '/verification-results/consumer/{consumer}/version/{version}/latest',
  newestVerificationResults: '/verification-results',
  verificationRequests: '/verification-requests',
  verificationRequest: '/verification-requests/{uuid}',

  matrix: '/matrix',
  matrixForPair: '/matrix/provider/{provider}/consumer/{consumer}',
  matrixGrid: '/matrix/provider/{provider}/consumer/{consumer}/grid',
  matrixCell: '/matrix/provider/{provider}/consumer/{consumer}/version/{version}',
  canIDeploy: '/can-i-deploy',
  canIDeployBranchToEnvironment:
    '/pacticipants/{pacticipant}/branches/{branch}/latest-version/can-i-deploy/to-environment/{environment}',
  canIDeployTagToTag: '/pacticipants/{pacticipant}/latest-version/{tag}/can-i-deploy/to/{to}',
  canIDeployBadge: '/pacticipants/{pacticipant}/latest-version/{tag}/can-i-deploy/to/{environmentTag}/badge',
  canIDeployBranchBadge:
    '/pacticipants/{pacticipant}/branches/{branch}/latest-version/can-i-deploy/to-environment/{environment}/badge',
  canIMergeBadge: '/pacticipants/{pacticipant}/main-branch/can-i-merge/badge',
  latestPactBadge: '/pacts/provider/{provider}/consumer/{consumer}/latest/badge',
  latestTaggedPactBadge: '/pacts/provider/{provider}/consumer/{consumer}/latest/{tag}/badge',
  latestUntaggedPactBadge: '/pacts/provider/{provider}/consumer/{consumer}/latest-untagged/badge',
  matrixBadge: '/matrix/provider/{provider}/latest/{providerTag}/consumer/{consumer}/latest/{consumerTag}/badge',

  dashboard: '/dashboard',
  dashboardForPair: '/dashboard/provider/{provider}/consumer/{consumer}',
  integrations: '/integrations',
  integration: '/integrations/provider/{provider}/consumer/{consumer}',
  group: '/groups/{pacticipant}',
  relationships: '/relationships',
  overview: '/overview',
  network: '/network',
  metrics: '/metrics',
  prometheusMetrics: '/metrics/prometheus',

  events: '/events',
  deletions: '/deletions',
  deletion: '/deletions/{uuid}',
  restoreDeletion: '/deletions/{uuid}/restore',
  retention: '/retention',
  retentionPreview: '/retention/preview',
  retentionPreviewVersions: '/retention/preview/{pacticipant}/versions',
  retentionPreviewBranches: '/retention/preview/{pacticipant}/branches',
  retentionRuns: '/retention/runs',
  retentionRun: '/retention/runs/{uuid}',

  webhooks: '/webhooks',
  webhooksOverview: '/webhooks/overview',
  previewWebhook: '/webhooks/preview',
  webhook: '/webhooks/{uuid}',
  resumeWebhook: '/webhooks/{uuid}/resume',
  pactWebhooks: '/pacts/provider/{provider}/consumer/{consumer}/webhooks',
  pactWebhooksStatus: '/pacts/provider/{provider}/consumer/{consumer}/webhooks/status',
  pactTriggeredWebhooks: '/pacts/provider/{provider}/consumer/{consumer}/version/{version}/triggered-webhooks',
  webhooksForPair: '/webhooks/provider/{provider}/consumer/{consumer}',
  consumerWebhooks: '/webhooks/consumer/{consumer}',
  providerWebhooks: '/webhooks/provider/{provider}',
  executeWebhook: '/webhooks/{uuid}/execute',
  executeUnsavedWebhook: '/webhooks/execute',
  webhookDeliveries: '/webhooks/{uuid}/triggered-webhooks',
  triggeredWebhook: '/triggered-webhooks/{uuid}',
  triggeredWebhookLogs: '/triggered-webhooks/{uuid}/logs',
  redeliverTriggeredWebhook: '/triggered-webhooks/{uuid}/redeliver',

  search: '/search',

  overrides: '/overrides',
  override: '/overrides/{uuid}',
  audit: '/audit',

  me: '/me',
  teams: '/teams',
  team: '/teams/{team}',
  teamMember: '/teams/{team}/members/{person}',
  teamPacticipant: '/teams/{team}/pacticipants/{pacticipant}',
  tokens: '/tokens',
  token: '/tokens/{uuid}',

  signInOptions: '/sign-in/options',
  signInProvider: '/sign-in/provider',
  signInCallback: '/sign-in/callback',
  signInLink: '/sign-in/link',
  signOut: '/sign-out',
  people: '/people',
  person: '/people/{uuid}',
  personSignInLink: '/people/{uuid}/sign-in-link',
  trustRules: '/trust-rules',
  trustRule: '/trust-rules/{uuid}',
  trustRuleTrial: '/trust-rules/try',
  imports: '/imports',
  exports: '/exports',
} as const

/** The names between braces in a template, as a union of literals. */
export type ParametersOf<Template extends string> = Template extends `${string}{${infer Name}}${infer Rest}`
  ? Name | ParametersOf<Rest>
  : never

/** A value for each name in a template. */
export type PathParameters<Template extends string> = Readonly<Record<ParametersOf<Template>, string>>

// A template taken apart: what is between the names, and at the odd places the names. Lists have thousands of links.
const parts = new Map<string, readonly string[]>()

function partsOf(template: string): readonly string[] {
  const known = parts.get(template) ?? template.split(/\{(\w+)\}/)
  parts.set(template, known)
  return known
}

/**
 * Fills a template. Names that are not given stay in braces: a templated link.
 *
 * @example
 * expand(paths.version, { pacticipant: 'Order API', version: '1' }) // → '/pacticipants/Order%20API/versions/1'
 * expand(paths.version, { pacticipant: 'Order API' }) // → '/pacticipants/Order%20API/versions/{version}'
 */
export function expand<Template extends string>(template: Template, values: Partial<PathParameters<Template>>): string {
  const given: Readonly<Record<string, string | undefined>> = values
  let path = ''
  for (const [position, part] of partsOf(template).entries()) {
    const value = position % 2 === 1 ? given[part] : part
    if (value === undefined) path += `{${part}}`
    else path += position % 2 === 1 ? encodeURIComponent(value) : value
  }
  return path
}
