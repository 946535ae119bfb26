/**
 * Somebody may allow a version into an environment for some time, whatever the verdict is (environments/overrides). It
 * counts for a question about exactly that version, however it is named, and that environment: not where several versions
 * are asked about, and not together with others. It changes the answer, never what was found.
 */
import type { ResolvedSelector, Version } from './facts.ts'
import type { Question } from './selectors.ts'

export interface Override {
  readonly uuid: string
  readonly versionId: number
  readonly reason: string
  readonly createdBy: string
  /** ISO 8601, as JSON has it. */
  readonly createdAt: string
  readonly expiresAt: string
}

/** What is allowed, and by what. */
export interface Allowed {
  readonly override: Override
  readonly pacticipant: string
  readonly version: Version
  readonly environment: string
}

interface Known {
  readonly specified: readonly ResolvedSelector[]
  /** Those for the environment that count now; of those for the same version the one that ends last is first. */
  readonly overrides?: readonly Override[]
}

/** Whether a question can be about a single version on its way to an environment. */
export function canBeOverridden({ selectors, target }: Pick<Question, 'selectors' | 'target'>): boolean {
  return target?.environment !== undefined && selectors.length === 1
}

export function overrideFor(question: Question, { specified, overrides = [] }: Known): Allowed | undefined {
  const [selector] = specified
  const environment = question.target?.environment
  if (!canBeOverridden(question) || !selector || environment === undefined) return undefined
  if (selector.versions === 'any' || selector.versions.length !== 1 || selector.hasMore) return undefined
  const [version] = selector.versions
  const override = overrides.find(({ versionId }) => versionId === version?.id)
  return version && override && { override, pacticipant: selector.name, version, environment }
}
