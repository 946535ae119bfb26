import { accountEntries } from './account-entries.ts'
import type { Entry } from './entry.ts'

/** Every command, in the order in which the help lists them. */
export const entries: Readonly<Record<string, Entry>> = {
  publish: {
    group: 'Contracts and deployments:',
    summary: 'publish the contracts of a consumer version',
    example: 'publish pacts --consumer-app-version 1.4.0 --branch main',
    load: async () => (await import('./publish.ts')).definePublish,
  },
  verify: {
    summary: 'replay the contracts that a provider must keep, against the provider',
    example: 'verify --provider Stock --provider-base-url http://127.0.0.1:8080 --publish --provider-branch main',
    load: async () => (await import('./verify.ts')).defineVerify,
  },
  states: {
    summary: "write the TypeScript types of a provider's states",
    example: 'states --provider Stock --out src/stock-states.ts',
    load: async () => (await import('./states.ts')).defineStates,
  },
  lint: {
    summary: 'find what changes between runs of the tests, and other mistakes, in contract files',
    example: "lint --run 'npm test'",
    load: async () => (await import('./lint.ts')).defineLint,
  },
  replay: {
    summary: 'put load on a provider with its contracts, look at its security, or compare it with another',
    example: 'replay --load --rate 50 --max-p95 200 --provider Stock --provider-base-url http://127.0.0.1:8080',
    load: async () => (await import('./replay.ts')).defineReplay,
  },
  'can-i-deploy': {
    summary: 'ask whether a version works with everything that is where it is to go',
    example: 'can-i-deploy --pacticipant Shop --version 1.4.0 --to-environment production',
    load: async () => (await import('./can-i-deploy.ts')).defineCanIDeploy,
  },
  'can-i-merge': {
    summary: 'ask whether a version works with the main branches of the others',
    example: 'can-i-merge --pacticipant Shop --version 1.4.0',
    load: async () => (await import('./can-i-deploy.ts')).defineCanIMerge,
  },
  explain: {
    group: 'Insight:',
    summary: 'say why a contract is selected, pending or in the way of a deployment',
    example: 'explain --consumer Shop --provider Stock',
    load: async () => (await import('./explain.ts')).defineExplain,
  },
  diff: {
    summary: 'show what changed between two versions of a contract',
    example: 'diff --consumer Shop --provider Stock --from-branch main --to-branch feat/basket',
    load: async () => (await import('./diff.ts')).defineDiff,
  },
  graph: {
    summary: 'draw who depends on whom, for Mermaid or Graphviz',
    example: 'graph --format dot | dot -Tsvg > contracts.svg',
    load: async () => (await import('./graph.ts')).defineGraph,
  },
  'record-deployment': {
    group: 'Deployments and releases:',
    summary: 'record that a version was deployed to an environment',
    example: 'record-deployment --pacticipant Shop --version 1.4.0 --environment production',
    load: async () => (await import('./deployments.ts')).defineRecordDeployment,
  },
  'record-undeployment': {
    summary: 'record that an application does not run in an environment any more',
    example: 'record-undeployment --pacticipant Shop --environment production',
    load: async () => (await import('./deployments.ts')).defineRecordUndeployment,
  },
  'record-release': {
    summary: 'record that a version was released to its users',
    example: 'record-release --pacticipant ShopApp --version 1.4.0 --environment production',
    load: async () => (await import('./deployments.ts')).defineRecordRelease,
  },
  'record-support-ended': {
    summary: 'record that a released version is not supported any more',
    example: 'record-support-ended --pacticipant ShopApp --version 1.2.0 --environment production',
    load: async () => (await import('./deployments.ts')).defineRecordSupportEnded,
  },
  'create-override': {
    summary: 'allow a version into an environment for some time, although can-i-deploy says no',
    example:
      'create-override --pacticipant Shop --version 1.4.0 --environment production --reason "Stock is behind a flag"',
    load: async () => (await import('./overrides.ts')).defineCreateOverride,
  },
  'list-overrides': {
    summary: 'list what is allowed so',
    example: 'list-overrides --environment production',
    load: async () => (await import('./overrides.ts')).defineListOverrides,
  },
  'revoke-override': {
    summary: 'end such an exception at once',
    example: 'revoke-override --uuid 5c33d3d2-9a5e-4b0f-8f4c-0b3d7f6ad9f1',
    load: async () => (await import('./overrides.ts')).defineRevokeOverride,
  },
  'create-environment': {
    group: 'Environments:',
    summary: 'create an environment that versions are deployed to',
    example: 'create-environment --name production --display-name Production --production',
    load: async () => (await import('./environments.ts')).defineCreateEnvironment,
  },
  'update-environment': {
    summary: 'change what is said of an environment',
    example: 'update-environment --uuid uat --display-name "Acceptance test"',
    load: async () => (await import('./environments.ts')).defineUpdateEnvironment,
  },
  'delete-environment': {
    summary: 'delete an environment, and what is recorded there',
    example: 'delete-environment --uuid uat',
    load: async () => (await import('./environments.ts')).defineDeleteEnvironment,
  },
  'describe-environment': {
    summary: 'show an environment',
    example: 'describe-environment --uuid production',
    load: async () => (await import('./environments.ts')).defineDescribeEnvironment,
  },
  'list-environments': {
    summary: 'list the environments',
    example: 'list-environments --output markdown',
    load: async () => (await import('./environments.ts')).defineListEnvironments,
  },
  'create-or-update-pacticipant': {
    group: 'Applications and versions:',
    summary: 'create an application, or change what is said of it',
    example: 'create-or-update-pacticipant --name Shop --main-branch main',
    load: async () => (await import('./pacticipants.ts')).defineCreateOrUpdatePacticipant,
  },
  'describe-pacticipant': {
    summary: 'show an application',
    example: 'describe-pacticipant --name Shop',
    load: async () => (await import('./pacticipants.ts')).defineDescribePacticipant,
  },
  'list-pacticipants': {
    summary: 'list the applications',
    example: 'list-pacticipants',
    load: async () => (await import('./pacticipants.ts')).defineListPacticipants,
  },
  'create-or-update-version': {
    summary: 'create a version, or put it on a branch, or tag it',
    example: 'create-or-update-version --pacticipant Stock --version 5 --branch main',
    load: async () => (await import('./versions.ts')).defineCreateOrUpdateVersion,
  },
  'describe-version': {
    summary: 'show a version, or what is in an environment',
    example: 'describe-version --pacticipant Shop --environment production',
    load: async () => (await import('./versions.ts')).defineDescribeVersion,
  },
  'create-version-tag': {
    summary: 'tag a version',
    example: 'create-version-tag --pacticipant Shop --version 1.4.0 --tag prod',
    load: async () => (await import('./versions.ts')).defineCreateVersionTag,
  },
  'delete-version-tag': {
    summary: 'take a tag from a version',
    example: 'delete-version-tag --pacticipant Shop --version 1.4.0 --tag prod',
    load: async () => (await import('./versions.ts')).defineDeleteVersionTag,
  },
  'delete-branch': {
    summary: 'delete a branch; its versions and contracts stay',
    example: 'delete-branch --pacticipant Shop --branch feat/basket',
    load: async () => (await import('./branches.ts')).defineDeleteBranch,
  },
  'list-latest-pact-versions': {
    group: 'What is published:',
    summary: 'list the newest contract of every pair',
    example: 'list-latest-pact-versions',
    load: async () => (await import('./contracts.ts')).defineListLatestPactVersions,
  },
  'get-pacts': {
    summary: 'list the contracts with a provider, or write them to files',
    example: 'get-pacts --provider Stock --latest --download',
    load: async () => (await import('./contracts.ts')).defineGetPacts,
  },
  'list-pacts': {
    summary: 'the same as get-pacts',
    example: 'list-pacts --provider Stock',
    load: async () => (await import('./contracts.ts')).defineGetPacts,
  },
  'provider-states': {
    summary: 'the states that a provider has to be in for its contracts',
    example: 'provider-states list --provider Stock',
    load: async () => (await import('./contracts.ts')).defineProviderStates,
  },
  'create-webhook': {
    group: 'Webhooks:',
    summary: 'create a webhook, with the switches of curl',
    example:
      'create-webhook https://ci.example.org/stock -X POST --provider Stock --contract-requiring-verification-published',
    load: async () => (await import('./webhooks.ts')).defineCreateWebhook,
  },
  'create-or-update-webhook': {
    summary: 'create a webhook with a UUID of your choice, or replace it',
    example:
      'create-or-update-webhook https://ci.example.org/stock --uuid 5c33d3d2-9a5e-4b0f-8f4c-0b3d7f6ad9f1 -X POST --contract-published',
    load: async () => (await import('./webhooks.ts')).defineCreateOrUpdateWebhook,
  },
  'test-webhook': {
    summary: 'call a webhook, to try it out',
    example: 'test-webhook --uuid 5c33d3d2-9a5e-4b0f-8f4c-0b3d7f6ad9f1',
    load: async () => (await import('./webhooks.ts')).defineTestWebhook,
  },
  'delete-webhook': {
    summary: 'delete a webhook',
    example: 'delete-webhook --uuid 5c33d3d2-9a5e-4b0f-8f4c-0b3d7f6ad9f1',
    load: async () => (await import('./webhooks.ts')).defineDeleteWebhook,
  },
  'list-webhooks': {
    summary: 'list the webhooks',
    example: 'list-webhooks',
    load: async () => (await import('./webhooks.ts')).defineListWebhooks,
  },
  'generate-uuid': {
    summary: 'generate a UUID, for create-or-update-webhook',
    example: 'generate-uuid',
    load: async () => (await import('./generate-uuid.ts')).defineGenerateUuid,
  },
  ...accountEntries,
  'list-audit-entries': {
    group: 'Administration:',
    summary: 'list who changed what',
    example: 'list-audit-entries --action override-created --since 2026-11-01T00:00:00Z',
    load: async () => (await import('./audit.ts')).defineListAuditEntries,
  },
  init: {
    group: 'This project:',
    summary: 'write a first consumer or provider test into this project',
    example: 'init consumer --consumer Shop --provider Stock',
    load: async () => (await import('./init.ts')).defineInit,
  },
  doctor: {
    summary: 'look whether the set-up is right, and say what to do',
    example: 'doctor --pacticipant Shop',
    load: async () => (await import('./doctor.ts')).defineDoctor,
  },
  dev: {
    summary: 'start a broker on this machine, with a database of its own',
    example: 'dev --port 9292 --data-dir .tallystick',
    load: async () => (await import('./dev.ts')).defineDev,
  },
  completion: {
    summary: 'print what a shell needs to complete commands and options',
    example: 'completion bash > ~/.local/share/bash-completion/completions/tally',
    load: async () => (await import('./completion.ts')).defineCompletion,
  },
  version: {
    summary: 'print the version of tally',
    example: 'version',
    load: async () => (await import('./version.ts')).defineVersion,
  },
  admin: {
    group: 'Administration:',
    summary: 'take everything over from a Pact Broker, or write everything to an archive and back',
    example: 'admin import --from https://pact-broker.example.org --broker-base-url https://tallystick.example.org',
    load: async () => (await import('./admin.ts')).defineAdmin,
  },
  'publish-provider-contract': {
    group: 'PactFlow:',
    summary: 'publish what a provider says of itself, where the broker compares that (PactFlow)',
    example: 'publish-provider-contract openapi.yaml --provider Stock --provider-app-version 5 --verification-success',
    load: async () => (await import('./pactflow.ts')).definePublishProviderContract,
  },
  pactflow: {
    summary: 'the commands of the pactflow CLI',
    example: 'pactflow publish-provider-contract openapi.yaml --provider Stock --provider-app-version 5',
    load: async () => (await import('./pactflow.ts')).definePactflow,
  },
}
