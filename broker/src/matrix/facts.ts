import type { Criteria } from './selectors.ts'

export interface Version {
  readonly id: number
  readonly number: string
}

/** What the database has for a selector. */
export interface ResolvedSelector {
  /** Inferred: not named by the caller, but integrated with what is, and part of the target. */
  readonly role: 'specified' | 'inferred' | 'ignored'
  readonly criteria: Criteria
  readonly name: string
  /** Undefined: there is no such pacticipant. */
  readonly pacticipantId: number | undefined
  /** The name of its main branch. */
  readonly mainBranch: string | undefined
  /** Newest first; empty: there is none that matches. */
  readonly versions: 'any' | readonly Version[]
  /** Older versions match as well, more than can be compared. */
  readonly hasMore: boolean
}

/** A consumer and its provider, where one of them is specified. */
export interface Integration {
  readonly id: number
  readonly consumerId: number
  readonly consumer: string
  readonly providerId: number
  readonly provider: string
  /** One of the specified versions, as the consumer, has a contract with the provider. */
  readonly isPublished: boolean
}

/** An integration that a question is about. Required: without a result the answer cannot be yes. */
export interface Pair extends Integration {
  readonly isRequired: boolean
}

/** A contract of a consumer version, and what one version of the provider found. */
export interface Comparison {
  readonly pairId: number
  readonly contractId: number
  readonly consumerVersionId: number
  /** Null: none of the versions asked for did. */
  readonly result: Result | null
}

export interface Result {
  readonly verificationId: number
  readonly providerVersionId: number
  readonly success: boolean
}

/** What to look up for a pair: contracts of these consumer versions with the results of these provider versions. */
export interface Comparable {
  readonly pairId: number
  /** Null: any. */
  readonly consumers: readonly number[] | null
  readonly providers: readonly number[] | null
  /** Contracts that none of the provider versions has verified are of interest too. */
  readonly withUnverified: boolean
}
