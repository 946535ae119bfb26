/** What is told to the person who published: what was stored, what it set off, and what to do next. */
import type { Notice } from '@tallystick/client/wire'
import type { ContractEvent } from '../contracts/contract-events.ts'
import type { StoredContract } from '../contracts/store-contracts.command.ts'
import type { TriggeredWebhook } from '../webhooks/raise-events.command.ts'

interface PublishedVersion {
  readonly consumer: string
  readonly version: string
  readonly isNew: boolean
  readonly branch: string | undefined
  readonly tags: readonly string[]
}

export function versionNotices({ consumer, version, isNew, branch, tags }: PublishedVersion): readonly Notice[] {
  const facts = [
    ...(branch === undefined ? [] : [`branch ${branch}`]),
    ...(tags.length > 0 ? [`tags ${tags.join(', ')}`] : []),
  ]
  const suffix = facts.length > 0 ? ` with ${facts.join(' and ')}` : ''
  const recorded: Notice = {
    type: 'debug',
    text: `${isNew ? 'Created' : 'Updated'} ${consumer} version ${version}${suffix}`,
  }
  if (branch !== undefined) return [recorded]
  const hint = 'Configure the version branch to be the value of your repository branch.'
  return [recorded, { type: 'prompt', text: `  Next steps:\n    ${hint}` }]
}

export interface PublishedContract {
  readonly consumer: string
  readonly version: string
  readonly provider: string
  readonly outcome: StoredContract['outcome']
  readonly url: string
  readonly events: readonly ContractEvent[]
  /** Whether the provider ever published a result for a contract of this consumer. */
  readonly isVerified: boolean
  readonly hasWebhooks: boolean
  readonly triggered: readonly TriggeredWebhook[]
  /** Where the log of a delivery is. */
  readonly logUrlOf: (uuid: string) => string
}

function outcomeNotice({ consumer, version, provider, outcome }: PublishedContract): Notice {
  const named = `${consumer} version ${version} and provider ${provider}`
  switch (outcome) {
    case 'published':
      return { type: 'success', text: `Pact successfully published for ${named}.` }
    case 'unchanged':
      return { type: 'success', text: `Pact successfully republished for ${named} with no content changes.` }
    case 'merged':
      return { type: 'success', text: `Pact content merged with existing content for ${named}.` }
    case 'overwritten':
      return {
        type: 'warning',
        text:
          `Pact with changed content published over existing content for ${named}. Results and deployments of this ` +
          'version were judged by what the contract said before. See https://docs.pact.io/go/versioning',
      }
  }
}

function nextSteps({ provider, isVerified, hasWebhooks }: PublishedContract): readonly Notice[] {
  const steps = [
    ...(isVerified
      ? []
      : [`Add Pact verification tests to the ${provider} build. See https://docs.pact.io/go/provider_verification`]),
    ...(hasWebhooks
      ? []
      : [
          `Configure separate ${provider} pact verification build and webhook to trigger it when the pact content ` +
            'changes. See https://docs.pact.io/go/webhooks',
        ]),
  ]
  if (steps.length === 0) return []
  return [
    { type: 'prompt', text: '  Next steps:' },
    ...steps.map((step): Notice => ({ type: 'prompt', text: `    * ${step}` })),
  ]
}

function webhookNotices({ events, triggered, hasWebhooks, logUrlOf }: PublishedContract): readonly Notice[] {
  if (triggered.length > 0) {
    return triggered.map(({ uuid, webhookUuid, description, event }) => ({
      type: 'debug',
      text:
        `  Webhook "${description ?? webhookUuid}" triggered for event ${events[event]?.name}.\n` +
        `    View logs at ${logUrlOf(uuid)}`,
    }))
  }
  return hasWebhooks ? [{ type: 'debug', text: '  No enabled webhooks found for the detected events' }] : []
}

export function contractNotices(contract: PublishedContract): readonly Notice[] {
  const events = contract.events.map(({ name, comment }) => (comment === undefined ? name : `${name} (${comment})`))
  return [
    outcomeNotice(contract),
    { type: 'debug', text: `  View the published pact at ${contract.url}` },
    { type: 'debug', text: `  Events detected: ${events.join(', ')}` },
    ...webhookNotices(contract),
    ...nextSteps(contract),
  ]
}
