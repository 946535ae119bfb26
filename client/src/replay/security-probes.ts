/** Requests that a provider should withstand: a contract's request, each time with one thing wrong. */
import { credentialProbes } from './security-credential-probes.ts'
import { type Credential, credentialsOf } from './security-credentials.ts'
import { malformedProbes } from './security-malformed-probes.ts'
import { oversizedProbes } from './security-oversized-probes.ts'
import type { OutgoingRequest } from './request.ts'

/** What is wrong with a request that is sent: who asks, what it says, or how much of it there is. */
export type ProbeKind = 'credentials' | 'malformed' | 'oversized'

export interface Probe {
  readonly kind: ProbeKind
  /** What is wrong with the request: `without credentials`. */
  readonly name: string
  readonly request: OutgoingRequest
}

export interface ProbeOptions {
  /** Headers that are credentials besides the usual ones, in lower case. */
  readonly credentialHeaders?: readonly string[] | undefined
  /** Without it nothing is said about who may ask. */
  readonly isPublic?: boolean | undefined
  /** How large the largest body is, in megabytes. */
  readonly maxBodyMb?: number | undefined
  /** No more than that; credentials go first. */
  readonly limit?: number | undefined
}

export interface ProbePlan {
  readonly credentials: readonly Credential[]
  readonly probes: readonly Probe[]
  /** How many were left out for the limit. */
  readonly leftOut: number
}

export const DEFAULT_MAX_BODY_MB = 10

/** As many as may be, evenly out of all, so that no kind is lost. */
function thinned(probes: readonly Probe[], limit: number): readonly Probe[] {
  if (probes.length <= limit) return probes
  const step = probes.length / Math.max(1, limit)
  return Array.from({ length: limit }, (_none, index) => probes[Math.floor(index * step)]).filter(
    (probe) => probe !== undefined,
  )
}

/** What to send in place of a request; the same list for the same request. */
export function planProbes(request: OutgoingRequest, options: ProbeOptions = {}): ProbePlan {
  const { credentialHeaders = [], isPublic = false, maxBodyMb = DEFAULT_MAX_BODY_MB, limit = Infinity } = options
  const credentials = credentialsOf(request, credentialHeaders)
  const first = isPublic ? [] : credentialProbes(request, credentials)
  const oversized = oversizedProbes(request, maxBodyMb)
  const malformed = malformedProbes(request, credentials)
  const room = Math.max(0, limit - first.length)
  const large = thinned(oversized, Math.ceil(room / 4))
  const probes = [...first.slice(0, limit), ...thinned(malformed, room - large.length), ...large]
  return { credentials, probes, leftOut: first.length + malformed.length + oversized.length - probes.length }
}
