import { BrokerCallError } from './call-error.ts'

/** A version of an application, and an environment that it is or was in. */
export interface VersionInEnvironment {
  readonly pacticipant: string
  readonly version: string
  /** Its name. */
  readonly environment: string
}

export function notFound(message: string, cause?: unknown): BrokerCallError {
  return new BrokerCallError(message, { failure: 'refused', status: 404, cause })
}

/** The environment was there: a 404 for a version in it, which brokers do not explain, means the version. */
export function versionMissing(error: unknown, { pacticipant, version }: VersionInEnvironment): unknown {
  if (!(error instanceof BrokerCallError) || error.failure !== 'refused' || error.status !== 404) return error
  const advice = 'A version comes to be when it publishes a contract, a verification result or a branch.'
  return notFound(`The broker knows no version ${version} of ${pacticipant}. ${advice}`, error)
}
