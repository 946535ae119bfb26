import { paths } from '@tallystick/client/wire'

const templated = (path: string, title: string) => ({ href: path, title, templated: true })
const fixed = (path: string, title: string) => ({ href: path, title, templated: false })
const curie = (name: string) => ({ name, href: `${paths.documentation}?context=index`, templated: true })

const canIDeploy = `${paths.canIDeploy}?pacticipant={pacticipant}&version={version}`

/** Where clients start: every relation, named and titled as they know them. Addresses are below the base URL. */
const relations = {
  self: fixed('', 'Index'),
  'pb:publish-pact': templated(paths.pact.replace('{version}', '{consumerApplicationVersion}'), 'Publish a pact'),
  'pb:publish-contracts': fixed(paths.publishContracts, 'Publish contracts'),
  'pb:latest-pact-versions': fixed(paths.latestPacts, 'Latest pact versions'),
  'pb:tagged-pact-versions': templated(
    paths.taggedPactVersions,
    'All versions of a pact for a given consumer, provider and consumer version tag',
  ),
  'pb:branch-pact-versions': templated(
    paths.branchPactVersions,
    'All versions of pacts for a provider, for a named consumers branch',
  ),
  'pb:latest-branch-pact-versions': templated(
    paths.latestBranchPactVersions,
    'Latest version of pact for a provider, for a named consumers branch',
  ),
  'pb:main-branch-pact-versions': templated(
    paths.mainBranchPactVersions,
    'All versions of pacts for a provider, for a named consumers main branch',
  ),
  'pb:latest-main-branch-pact-versions': templated(
    paths.latestMainBranchPactVersions,
    'Latest version of pact for a provider, for a named consumers main branch',
  ),
  'pb:provider-pacts-with-main-branch': templated(
    paths.providerPactsForMainBranch,
    'All pacts for a provider, for any consumers main branch',
  ),
  'pb:provider-pacts-with-branch': templated(
    paths.providerPactsForBranch,
    'All pacts for a provider, for any consumers named branch',
  ),
  'pb:latest-provider-pacts-with-main-branch': templated(
    paths.latestProviderPactsForMainBranch,
    'Latest pact for a provider, for any consumers main branch',
  ),
  'pb:latest-provider-pacts-with-branch': templated(
    paths.latestProviderPactsForBranch,
    'Latest pacts for a provider, for any consumers named branch',
  ),
  'pb:pacticipants': fixed(paths.pacticipants, 'Pacticipants'),
  'pb:pacticipant': templated(paths.pacticipant, 'Fetch pacticipant by name'),
  'pb:latest-provider-pacts': templated(paths.latestProviderPacts, 'Latest pacts by provider'),
  'pb:latest-provider-pacts-with-tag': templated(
    paths.latestProviderPactsWithTag,
    'Latest pacts for provider with the specified tag',
  ),
  'pb:provider-pacts-with-tag': templated(
    paths.providerPactsWithTag,
    'All pact versions for the provider with the specified consumer version tag',
  ),
  'pb:provider-pacts': templated(paths.providerPacts, 'All pact versions for the specified provider'),
  'pb:latest-version': templated(paths.latestVersion, 'Latest pacticipant version'),
  'pb:latest-tagged-version': templated(paths.latestTaggedVersion, 'Latest pacticipant version with the specified tag'),
  'pb:webhooks': fixed(paths.webhooks, 'Webhooks'),
  'pb:webhook': templated(paths.webhook, 'Webhook'),
  'pb:integrations': fixed(paths.integrations, 'Integrations'),
  'pb:pacticipant-version-tag': templated(paths.versionTag, 'Get, create or delete a tag for a pacticipant version'),
  'pb:pacticipant-branch': templated(paths.branch, 'Get or delete a pacticipant branch'),
  'pb:pacticipant-branch-version': templated(
    paths.branchVersion,
    'Get or add/create a pacticipant version for a branch',
  ),
  'pb:pacticipant-version': templated(paths.version, 'Get, create or delete a pacticipant version'),
  'pb:metrics': fixed(paths.metrics, 'Counts of what the broker holds'),
  'pb:can-i-deploy-pacticipant-version-to-tag': templated(
    `${canIDeploy}&to={tag}`,
    'Determine if an application version can be safely deployed to an environment identified by the given tag',
  ),
  'pb:can-i-deploy-pacticipant-version-to-environment': templated(
    `${canIDeploy}&environment={environment}`,
    'Determine if an application version can be safely deployed to an environment',
  ),
  'pb:provider-pacts-for-verification': templated(
    paths.pactsForVerification,
    'Pact versions to be verified for the specified provider',
  ),
  'beta:provider-pacts-for-verification': {
    name: 'beta',
    ...templated(paths.pactsForVerification, 'DEPRECATED - please use pb:provider-pacts-for-verification'),
  },
  curies: [curie('pb'), curie('beta')],
  'pb:environments': fixed(paths.environments, 'Environments'),
  'pb:environment': templated(paths.environment.replace('{environment}', '{uuid}'), 'Environment'),
  'pb:events': fixed(paths.events, 'What happens, as it happens'),
  'pb:verification-requests': fixed(paths.verificationRequests, 'What providers have yet to verify'),
  'pb:retention': fixed(paths.retention, 'What is cleaned up, when, and what would be'),
  'pb:overrides': fixed(paths.overrides, 'What was allowed although can-i-deploy says no'),
  'pb:audit': fixed(paths.audit, 'Who did what'),
  'pb:me': fixed(paths.me, 'Who asks, and what they may do'),
  'pb:teams': fixed(paths.teams, 'Teams'),
  'pb:tokens': fixed(paths.tokens, 'Tokens'),
  'pb:people': fixed(paths.people, 'People'),
  'pb:sign-in-options': fixed(paths.signInOptions, 'How one signs in'),
  'pb:trust-rules': fixed(paths.trustRules, 'Which builds are trusted without a stored secret'),
  'pb:deletions': fixed(paths.deletions, 'What was deleted and can be restored'),
}

const BEGINNING_OF_ADDRESS = '"href":"'

// The index is asked for by every client before anything else: only the base URL differs, so the rest is made once.
const parts = JSON.stringify({ _links: relations }).split(BEGINNING_OF_ADDRESS)

const textBelow = (base: string) => parts.join(BEGINNING_OF_ADDRESS + JSON.stringify(base).slice(1, -1))

let last = { base: '', text: textBelow('') }

/** The index as JSON text. Most brokers have one base URL: the text for the last one is kept. */
export function indexText(base: string): string {
  if (base !== last.base) last = { base, text: textBelow(base) }
  return last.text
}
