import { type BrokerError, notFound } from '../kernel/broker-error.ts'

export function webhookNotFound(uuid: string): BrokerError {
  return notFound(`No webhook with UUID '${uuid}' found`)
}

/** The end of a sentence about a field. */
export const NO_KEY =
  'cannot be stored: there is no key to encrypt it with. Set TALLYSTICK_ENCRYPTION_KEYS where the broker is started.'

export const UNKNOWN_PACTICIPANT = 'does not match an existing pacticipant'
