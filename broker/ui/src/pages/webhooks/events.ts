import type { WebhookEventName } from '@tallystick/client/wire'

interface EventWords {
  /** What happened, in few words. */
  readonly name: string
  /** When, in a sentence. */
  readonly says: string
}

/** The events that webhooks are set off by, in the words of the pages. */
export const eventWords: Readonly<Record<WebhookEventName, EventWords>> = {
  contract_published: {
    name: 'Contract published',
    says: 'A contract was published, whether it says something new or not.',
  },
  contract_content_changed: {
    name: 'Contract changed',
    says: 'A contract was published that differs from the one before it on its branch.',
  },
  contract_requiring_verification_published: {
    name: 'Verification needed',
    says: 'A contract was published that a version of the provider has yet to verify. Sent once for each such version.',
  },
  provider_verification_published: { name: 'Result published', says: 'A verification result was published.' },
  provider_verification_succeeded: {
    name: 'Verification succeeded',
    says: 'A verification result was published, and it is a success.',
  },
  provider_verification_failed: {
    name: 'Verification failed',
    says: 'A verification result was published, and it is a failure.',
  },
  consumer_version_fully_verified: {
    name: 'Consumer version verified',
    says: 'All contracts of a version of the consumer are verified with success.',
  },
  deployment_recorded: {
    name: 'Deployment recorded',
    says: 'A version of the application was recorded as deployed to an environment.',
  },
  branch_created: { name: 'Branch created', says: 'The application has a new branch.' },
}

/** Deliveries may tell of events that there are no more. */
export function nameOfEvent(name: string): string {
  const [, words] = Object.entries(eventWords).find(([event]) => event === name) ?? []
  return words?.name ?? name
}
