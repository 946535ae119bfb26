import { BrokerCallError } from '../broker/call-error.ts'

/** How every command ends: pipelines tell a no from a mistake and from a broker that is away. */
export const exitCode = {
  /** Yes, or done. */
  yes: 0,
  /** No: the broker says so, or refuses. */
  no: 1,
  /** The command line, or a file that it names, is not right. Nothing was asked. */
  usage: 2,
  /** No broker could be reached, or what answered is no broker in working order. */
  unreachable: 3,
} as const

/** A mistake on the command line or in a file that it names; the message says what to do. */
export class UsageError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'UsageError'
  }
}

/** Undefined for what no command expects: a defect. */
export function exitCodeOf(error: unknown): number | undefined {
  if (error instanceof UsageError) return exitCode.usage
  if (!(error instanceof BrokerCallError)) return undefined
  return error.failure === 'refused' ? exitCode.no : exitCode.unreachable
}
