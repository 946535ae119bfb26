import type { BrokerEvent } from '../events/events.ts'
import type { RequestFacts } from './verification-requests.sql.ts'

/** What happened to a verification request. */
export function requestEvent(name: 'verification_started' | 'verification_overdue', facts: RequestFacts): BrokerEvent {
  const { consumer, consumerVersion, provider, providerVersion, description, ...ids } = facts
  return { name, consumer, consumerVersion, provider, providerVersion, comment: description, ids }
}
