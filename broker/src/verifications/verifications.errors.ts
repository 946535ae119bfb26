import { type BrokerError, notFound } from '../kernel/broker-error.ts'

export function allResultsAreInTheMatrix(): BrokerError {
  return notFound('To see all the verifications for a pact, use the Matrix page')
}
