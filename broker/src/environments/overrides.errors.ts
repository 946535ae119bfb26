import { type BrokerError, invalid, notFound } from '../kernel/broker-error.ts'

/** What an override names. */
export type Overridden = 'pacticipant' | 'version' | 'environment'

export function overrideNotFound(uuid: string): BrokerError {
  return notFound(`No override with UUID '${uuid}' found`)
}

export function overriddenIsMissing(missing: readonly Overridden[]): BrokerError {
  return invalid(Object.fromEntries(missing.map((what) => [what, [`does not match an existing ${what}`]])))
}

export function expiresTooSoon(): BrokerError {
  return invalid({ expiresAt: ['must be in the future'] })
}

export function expiresTooLate(days: number): BrokerError {
  return invalid({ expiresAt: [`must be at most ${days} days away`] })
}
