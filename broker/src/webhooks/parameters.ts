/**
 * What templates are told of an event: facts as they were when it happened, so that a delivery that is late or repeated
 * says the same. A verification event is told for one consumer version, one that asks for verifications for one version
 * of the provider. For events about contracts the result is that of the provider's main branch: a content that is
 * verified already is a success from the start.
 */
import { expand, paths } from '@tallystick/client/wire'
import type { WebhookParameters } from './template.ts'

interface Party {
  readonly name: string
  readonly labels: readonly string[]
}

interface Version {
  readonly number: string
  readonly buildUrl: string | null
  readonly tags: readonly string[]
  /** The one that it was put on last. */
  readonly branch: string | null
}

export interface EventFacts {
  readonly consumer: Party | null
  readonly consumerVersion: Version | null
  readonly provider: Party | null
  readonly providerVersion: Version | null
  /** What an event that is about one pacticipant only is about. */
  readonly pacticipant: Party | null
  readonly version: Version | null
  readonly sha: string | null
  readonly contractId: number | null
  readonly verification: {
    readonly number: number
    readonly success: boolean
    readonly buildUrl: string | null
  } | null
  readonly deployedProviderVersions: readonly string[]
}

/** What the event itself says beyond the facts. */
export interface Occurrence {
  readonly eventName: string
  readonly brokerUrl: string
  /** Whether it is about the result itself, and not about a contract that may have one. */
  readonly isOfVerification: boolean
  readonly providerVersionBranch?: string | null | undefined
  readonly providerVersionDescriptions?: readonly string[] | undefined
  readonly deployedProviderVersion?: string | undefined
  readonly branch?: string | undefined
  readonly environment?: string | undefined
}

const statuses = {
  none: { github: 'pending', bitbucket: 'INPROGRESS', azureDevOps: 'pending', gitlab: 'pending' },
  success: { github: 'success', bitbucket: 'SUCCESSFUL', azureDevOps: 'succeeded', gitlab: 'success' },
  failure: { github: 'failure', bitbucket: 'FAILED', azureDevOps: 'failed', gitlab: 'failed' },
} as const

function statusParameters({ verification }: EventFacts): WebhookParameters {
  const status = statuses[verification === null ? 'none' : verification.success ? 'success' : 'failure']
  return {
    githubVerificationStatus: status.github,
    bitbucketVerificationStatus: status.bitbucket,
    azureDevOpsVerificationStatus: status.azureDevOps,
    gitlabVerificationStatus: status.gitlab,
  }
}

/** The token of `contracts/metadata`: results posted below the link go back to this consumer version. */
function metadataOf(consumerVersion: string): string {
  return Buffer.from(`w=true&cvn=${encodeURIComponent(consumerVersion)}`).toString('base64url')
}

function links(facts: EventFacts, base: string): WebhookParameters {
  const { consumer, provider, consumerVersion, sha, verification } = facts
  if (consumer === null || provider === null || sha === null) return {}
  const content = { consumer: consumer.name, provider: provider.name, sha }
  const metadata = metadataOf(consumerVersion?.number ?? '')
  const number = verification && String(verification.number)
  return {
    pactUrl: base + expand(paths.pactVersionContentWithMetadata, { ...content, metadata }),
    ...(number ? { verificationResultUrl: base + expand(paths.verificationResult, { ...content, number }) } : {}),
  }
}

const list = (values: readonly string[] | undefined) => values?.join(', ') ?? ''

function pairParameters(facts: EventFacts, occurrence: Occurrence): WebhookParameters {
  const { consumer, consumerVersion, provider, providerVersion, verification } = facts
  const build = occurrence.isOfVerification ? verification?.buildUrl : consumerVersion?.buildUrl
  return {
    consumerName: consumer?.name ?? '',
    consumerVersionNumber: consumerVersion?.number ?? '',
    consumerVersionTags: list(consumerVersion?.tags),
    consumerVersionBranch: consumerVersion?.branch ?? '',
    consumerLabels: list(consumer?.labels),
    providerName: provider?.name ?? '',
    providerVersionNumber: providerVersion?.number ?? '',
    providerVersionTags: list(providerVersion?.tags),
    providerVersionBranch: occurrence.providerVersionBranch ?? providerVersion?.branch ?? '',
    providerVersionDescriptions: list(occurrence.providerVersionDescriptions),
    providerLabels: list(provider?.labels),
    currentlyDeployedProviderVersionNumber: occurrence.deployedProviderVersion ?? '',
    buildUrl: build ?? '',
    ...links(facts, occurrence.brokerUrl),
    ...statusParameters(facts),
  }
}

function pacticipantParameters({ pacticipant, version }: EventFacts, occurrence: Occurrence): WebhookParameters {
  return {
    pacticipantName: pacticipant?.name ?? '',
    pacticipantVersionNumber: version?.number ?? '',
    branchName: occurrence.branch ?? version?.branch ?? '',
    environmentName: occurrence.environment ?? '',
    buildUrl: version?.buildUrl ?? '',
  }
}

/** Only those that have something to say: the rest are empty anyway. */
export function parametersOf(facts: EventFacts, occurrence: Occurrence): WebhookParameters {
  const parameters = facts.pacticipant ? pacticipantParameters(facts, occurrence) : pairParameters(facts, occurrence)
  const said = Object.entries(parameters).filter(([, value]) => value !== '')
  return { ...Object.fromEntries(said), eventName: occurrence.eventName }
}
