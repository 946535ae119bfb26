/** A request body for each operation that takes one: the OpenAPI document and the API explorer show them. */
import { paths } from '@tallystick/client/wire'
import type { Method } from '../kernel/endpoint.ts'

const pacticipant = {
  displayName: 'Order Service',
  repositoryUrl: 'https://git.example.org/shop/order-service',
  mainBranch: 'main',
}

const version = { buildUrl: 'https://ci.example.org/order-service/builds/17' }

const environment = {
  name: 'production',
  displayName: 'Production',
  production: true,
  contacts: [{ name: 'Platform team', details: { emailAddress: 'platform@example.org' } }],
}

const contract = {
  consumer: { name: 'Order Service' },
  provider: { name: 'Stock Service' },
  interactions: [
    {
      description: 'a request for an item',
      providerStates: [{ name: 'item 17 is in stock' }],
      request: { method: 'GET', path: '/items/17' },
      response: { status: 200, headers: { 'Content-Type': 'application/json' }, body: { id: 17, count: 3 } },
    },
  ],
  metadata: { pactSpecification: { version: '3.0.0' } },
}

const publication = {
  pacticipantName: 'Order Service',
  pacticipantVersionNumber: '6f1d3c2',
  branch: 'main',
  buildUrl: 'https://ci.example.org/order-service/builds/17',
  contracts: [
    {
      consumerName: 'Order Service',
      providerName: 'Stock Service',
      specification: 'pact',
      contentType: 'application/json',
      content: btoa(JSON.stringify(contract)),
    },
  ],
}

const selection = {
  providerVersionBranch: 'main',
  consumerVersionSelectors: [{ mainBranch: true }, { deployedOrReleased: true }],
  includePendingStatus: true,
  includeWipPactsSince: '2026-01-01',
}

const result = {
  success: true,
  providerApplicationVersion: '9b0e7aa',
  buildUrl: 'https://ci.example.org/stock-service/builds/204',
}

const webhook = {
  description: 'Verify changed contracts',
  consumer: { name: 'Order Service' },
  provider: { name: 'Stock Service' },
  events: [{ name: 'contract_requiring_verification_published' }],
  request: {
    method: 'POST',
    url: 'https://ci.example.org/stock-service/verify',
    headers: { 'Content-Type': 'application/json' },
    body: { pactUrl: '${pactbroker.pactUrl}', version: '${pactbroker.providerVersionNumber}' },
  },
}

const { consumer: _consumer, provider: _provider, ...scopedWebhook } = webhook

const trustRule = {
  name: 'Order Service on its main branch',
  issuer: 'https://token.actions.githubusercontent.com',
  audience: 'https://broker.example.org',
  claims: { repository: 'acme/order-service', ref: 'refs/heads/main' },
  scopes: ['publish', 'record'],
  reach: { applications: ['Order Service'] },
}
const buildClaims = {
  iss: trustRule.issuer,
  aud: trustRule.audience,
  sub: 'repo:acme/order-service:ref:refs/heads/main',
  repository: 'acme/order-service',
  ref: 'refs/heads/main',
}

/** By method and address. */
const examples: Readonly<Record<string, unknown>> = {
  [`POST ${paths.pacticipants}`]: { name: 'Order Service', ...pacticipant },
  [`PUT ${paths.pacticipant}`]: pacticipant,
  [`PATCH ${paths.pacticipant}`]: { mainBranch: 'main' },
  [`PUT ${paths.label}`]: {},
  [`PUT ${paths.version}`]: version,
  [`PATCH ${paths.version}`]: version,
  [`PUT ${paths.versionTag}`]: {},
  [`PUT ${paths.branchVersion}`]: {},
  [`POST ${paths.environments}`]: environment,
  [`PUT ${paths.environment}`]: environment,
  [`POST ${paths.deployedVersions}`]: { applicationInstance: 'blue' },
  [`POST ${paths.releasedVersions}`]: {},
  [`PATCH ${paths.deployedVersion}`]: { currentlyDeployed: false },
  [`PATCH ${paths.releasedVersion}`]: { currentlySupported: false },
  [`POST ${paths.publishContracts}`]: publication,
  [`PUT ${paths.pact}`]: contract,
  [`PATCH ${paths.pact}`]: contract,
  [`PUT ${paths.pactAlias}`]: contract,
  [`PATCH ${paths.pactAlias}`]: contract,
  [`PUT ${paths.singularPact}`]: contract,
  [`PATCH ${paths.singularPact}`]: contract,
  [`POST ${paths.pactsForVerification}`]: selection,
  [`POST ${paths.verificationResults}`]: result,
  [`POST ${paths.verificationResultsWithMetadata}`]: result,
  [`POST ${paths.overrides}`]: {
    pacticipant: 'Order Service',
    version: '6f1d3c2',
    environment: 'production',
    reason: 'Stock Service answers the new request behind a flag that is off',
    expiresAt: '2026-11-23T18:00:00Z',
  },
  [`POST ${paths.teams}`]: { name: 'Checkout' },
  [`PUT ${paths.team}`]: { name: 'Checkout and payments' },
  [`PUT ${paths.teamMember}`]: { role: 'contributor' },
  [`POST ${paths.tokens}`]: {
    name: 'CI of Order Service',
    kind: 'system',
    scopes: ['publish', 'record'],
    reach: { applications: ['Order Service'] },
    expiresAt: '2027-11-22T10:00:00Z',
  },
  [`POST ${paths.signInLink}`]: { secret: '3cL0kq7c6oZ2o0m1b9dJm1nYw8m6c1uV5sYx2tQeRzA' },
  [`POST ${paths.people}`]: { name: 'Ada Lovelace', email: 'ada@example.org', administrator: false },
  [`PATCH ${paths.person}`]: { disabled: true },
  [`POST ${paths.trustRules}`]: trustRule,
  [`PUT ${paths.trustRule}`]: trustRule,
  [`POST ${paths.trustRuleTrial}`]: { claims: buildClaims },
  [`POST ${paths.retentionRuns}`]: { dryRun: true },
  [`POST ${paths.imports}`]: {
    records: [
      {
        kind: 'version',
        application: 'Order Service',
        number: '6f1d3c2',
        createdAt: '2026-03-02T09:00:00Z',
        branches: [{ name: 'main' }],
        tags: [],
        contracts: [
          { provider: 'Stock Service', createdAt: '2026-03-02T09:00:00Z', content: JSON.stringify(contract) },
        ],
        deployments: [{ environment: 'production', createdAt: '2026-03-02T10:00:00Z' }],
        releases: [],
      },
    ],
  },
  [`POST ${paths.webhooks}`]: webhook,
  [`PUT ${paths.webhook}`]: webhook,
  [`POST ${paths.executeUnsavedWebhook}`]: webhook,
  [`POST ${paths.previewWebhook}`]: { event: 'contract_published', request: webhook.request },
  [`POST ${paths.webhooksForPair}`]: scopedWebhook,
  [`POST ${paths.consumerWebhooks}`]: scopedWebhook,
  [`POST ${paths.providerWebhooks}`]: scopedWebhook,
  [`POST ${paths.pactWebhooks}`]: scopedWebhook,
}

export function exampleBody(method: Method, path: string): unknown {
  return examples[`${method} ${path}`]
}
