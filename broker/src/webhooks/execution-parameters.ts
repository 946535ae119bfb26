/**
 * What a webhook is filled with when it is tried out: the newest contract that it is for, or words that stand for one.
 * What events about a single pacticipant say is taken from the consumer.
 */
import type { EventFacts } from './parameters.ts'
import { parametersOf } from './parameters.ts'
import type { WebhookParameters } from './template.ts'

const TEST = 'test'

interface Tried {
  /** Of the newest contract; undefined where there is none. */
  readonly facts: EventFacts | undefined
  readonly isOfVerification: boolean
  readonly brokerUrl: string
  readonly consumer: string | null
  readonly provider: string | null
}

function placeholders({ consumer, provider }: Tried): WebhookParameters {
  return {
    eventName: TEST,
    consumerName: consumer ?? 'placeholder-consumer',
    consumerVersionNumber: '0',
    consumerVersionBranch: 'main',
    providerName: provider ?? 'placeholder-provider',
    providerVersionNumber: '0',
    providerVersionBranch: 'main',
    githubVerificationStatus: 'pending',
    bitbucketVerificationStatus: 'INPROGRESS',
    azureDevOpsVerificationStatus: 'pending',
    gitlabVerificationStatus: 'pending',
  }
}

export function executionParameters(tried: Tried): WebhookParameters {
  const { facts, isOfVerification, brokerUrl } = tried
  const known = facts ? parametersOf(facts, { eventName: TEST, brokerUrl, isOfVerification }) : placeholders(tried)
  const { consumerName = '', consumerVersionNumber = '', consumerVersionBranch = '' } = known
  return {
    pacticipantName: consumerName,
    pacticipantVersionNumber: consumerVersionNumber,
    branchName: consumerVersionBranch,
    environmentName: 'placeholder-environment',
    ...known,
  }
}
