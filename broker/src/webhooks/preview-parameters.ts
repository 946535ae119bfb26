/**
 * What the preview of a webhook is filled with: made-up facts of an event, told as those of a real one are, so that a
 * parameter that such an event has nothing to say for is empty here, too. Names that the webhook filters by are kept.
 */
import type { WebhookEventName } from '@tallystick/client/wire'
import { type EventFacts, type Occurrence, parametersOf } from './parameters.ts'
import type { WebhookParameters } from './template.ts'

interface Side {
  readonly name?: string | null | undefined
  readonly branch?: string | null | undefined
}

export interface Previewed {
  readonly event: WebhookEventName
  readonly consumer?: Side | null | undefined
  readonly provider?: Side | null | undefined
  readonly brokerUrl: string
}

const CONSUMER = 'shop'
const PROVIDER = 'orders'
const BUILDS = 'https://ci.example.org'

interface About {
  readonly isOfVerification: boolean
  /** Of what one pacticipant does alone. */
  readonly isAlone: boolean
  /** Undefined: there is none yet. */
  readonly success: boolean | undefined
}

function aboutOf(event: WebhookEventName): About {
  switch (event) {
    case 'contract_published':
    case 'contract_content_changed':
    case 'contract_requiring_verification_published':
      return { isOfVerification: false, isAlone: false, success: undefined }
    case 'provider_verification_published':
    case 'provider_verification_succeeded':
      return { isOfVerification: true, isAlone: false, success: true }
    case 'provider_verification_failed':
      return { isOfVerification: true, isAlone: false, success: false }
    case 'consumer_version_fully_verified':
    case 'deployment_recorded':
    case 'branch_created':
      return { isOfVerification: false, isAlone: true, success: undefined }
  }
}

function versionOf(name: string, branch: string, number: string): NonNullable<EventFacts['version']> {
  return { number, branch, buildUrl: `${BUILDS}/${name}/builds/204`, tags: ['dev', branch] }
}

function pairFacts({ consumer, provider, event }: Previewed, { success }: About): EventFacts {
  const [consumerName, providerName] = [consumer?.name ?? CONSUMER, provider?.name ?? PROVIDER]
  const providerVersion = versionOf(providerName, provider?.branch ?? 'main', '9b0e7aa')
  const hasVersion = success !== undefined || event === 'contract_requiring_verification_published'
  return {
    consumer: { name: consumerName, labels: ['checkout'] },
    consumerVersion: versionOf(consumerName, consumer?.branch ?? 'feat/checkout', '6f1d3c2'),
    provider: { name: providerName, labels: ['logistics'] },
    providerVersion: hasVersion ? providerVersion : null,
    pacticipant: null,
    version: null,
    sha: 'c1f4e5a9d3b27068f1e2',
    contractId: null,
    verification: success === undefined ? null : { number: 7, success, buildUrl: providerVersion.buildUrl },
    deployedProviderVersions: ['9b0e7aa'],
  }
}

function aloneFacts({ consumer }: Previewed): EventFacts {
  const name = consumer?.name ?? CONSUMER
  return {
    consumer: null,
    consumerVersion: null,
    provider: null,
    providerVersion: null,
    pacticipant: { name, labels: ['checkout'] },
    version: versionOf(name, consumer?.branch ?? 'feat/checkout', '6f1d3c2'),
    sha: null,
    contractId: null,
    verification: null,
    deployedProviderVersions: [],
  }
}

export function previewParameters(previewed: Previewed): WebhookParameters {
  const { event, brokerUrl } = previewed
  const about = aboutOf(event)
  const isRequired = event === 'contract_requiring_verification_published'
  const occurrence: Occurrence = {
    eventName: event,
    brokerUrl,
    isOfVerification: about.isOfVerification,
    ...(isRequired ? { providerVersionDescriptions: ['latest from main branch', 'deployed in production'] } : {}),
    deployedProviderVersion: '9b0e7aa',
    environment: event === 'deployment_recorded' ? 'production' : undefined,
  }
  return parametersOf(about.isAlone ? aloneFacts(previewed) : pairFacts(previewed, about), occurrence)
}
