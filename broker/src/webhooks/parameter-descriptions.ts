import type { parameterNames } from './template.ts'

/** What each parameter of a template stands for, for those who write one. */
export const parameterDescriptions: Readonly<Record<(typeof parameterNames)[number], string>> = {
  eventName: 'The event',
  consumerName: 'The consumer',
  consumerVersionNumber: 'The version that published the contract',
  consumerVersionBranch: 'The branch of that version',
  consumerVersionTags: 'The tags of that version, separated by commas',
  consumerLabels: 'The labels of the consumer, separated by commas',
  providerName: 'The provider',
  providerVersionNumber: 'The version that recorded the result, or that is to verify',
  providerVersionBranch: 'The branch of that version',
  providerVersionTags: 'The tags of that version, separated by commas',
  providerVersionDescriptions: 'Why that version is to verify',
  providerLabels: 'The labels of the provider, separated by commas',
  currentlyDeployedProviderVersionNumber:
    'A version of the provider that is deployed: one request is sent for each of them',
  pactUrl: 'The address of the contract, to be verified',
  verificationResultUrl: 'The address of the result',
  githubVerificationStatus: 'pending, success or failure',
  gitlabVerificationStatus: 'pending, success or failed',
  bitbucketVerificationStatus: 'INPROGRESS, SUCCESSFUL or FAILED',
  azureDevOpsVerificationStatus: 'pending, succeeded or failed',
  buildUrl: 'The build that published the contract, or that recorded the result',
  pacticipantName: 'The application that was deployed, or that has a new branch',
  pacticipantVersionNumber: 'The version that was deployed',
  branchName: 'The branch',
  environmentName: 'The environment',
}
