// Which field of a record is wrong: the broker says with 404 that it knows no such version, for unknown applications too.
import { BrokerCallError } from '@tallystick/client'
import { type FieldErrors, fieldErrorsOf } from '../../components/field-errors.ts'

interface Recorded {
  readonly pacticipant: string
  /** The broker knows the application. */
  readonly isKnown: boolean
}

export function recordErrors(error: Error | null, { pacticipant, isKnown }: Recorded): FieldErrors {
  if (!(error instanceof BrokerCallError) || error.status !== 404) return fieldErrorsOf(error)
  if (!isKnown) return { pacticipant: ['is not known here. It comes to be when it publishes a contract.'] }
  const advice = 'A version comes to be when it publishes a contract, a verification result or a branch.'
  return { version: [`is not known of ${pacticipant}. ${advice}`] }
}
