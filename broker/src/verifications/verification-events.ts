/**
 * What a result means to others: for each consumer version that it speaks of, that there is a result, and which; and
 * that with it the whole version is verified, where that was not so before.
 */
import type { BrokerEvent } from '../events/events.ts'
import type { PacticipantReference } from '../pacticipants/pacticipants.sql.ts'
import type { VerifiedVersion } from './verified-versions.sql.ts'

interface Result {
  readonly id: number
  readonly contentId: number
  readonly success: boolean
  readonly consumer: string
  readonly provider: Pick<PacticipantReference, 'id' | 'name'>
  readonly providerVersion: { readonly id: number; readonly number: string }
}

export function verificationEvents(result: Result, versions: readonly VerifiedVersion[]): readonly BrokerEvent[] {
  const { id: verificationId, contentId, success, consumer, provider, providerVersion } = result
  return versions.flatMap(({ id, number, consumerId, isNewlyVerified }) => {
    const published = {
      consumer,
      consumerVersion: number,
      provider: provider.name,
      providerVersion: providerVersion.number,
      ids: {
        consumerId,
        consumerVersionId: id,
        providerId: provider.id,
        providerVersionId: providerVersion.id,
        contentId,
        verificationId,
      },
    }
    const verified = { pacticipant: consumer, version: number, ids: { pacticipantId: consumerId, versionId: id } }
    return [
      { name: 'provider_verification_published', ...published },
      { name: success ? 'provider_verification_succeeded' : 'provider_verification_failed', ...published },
      ...(isNewlyVerified ? [{ name: 'consumer_version_fully_verified' as const, ...verified }] : []),
    ]
  })
}
