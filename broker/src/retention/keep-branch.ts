/**
 * Which branches are kept: main branches, and those that a selector fits. A branch is as old as its newest publication:
 * the last time that a version was put on it, or that one on it was published again. Without selectors all are kept.
 */
import type { KeepBranches } from '../kernel/settings/keep-selectors.ts'
import { daysBefore } from './keep-version.ts'

export interface BranchFacts {
  readonly id: number
  readonly pacticipantId: number
  readonly pacticipant: string
  readonly name: string
  readonly isMain: boolean
  readonly updatedAt: Date
}

function fits({ pacticipant, branch, maxAge }: KeepBranches, facts: BranchFacts, now: Date): boolean {
  return (
    (pacticipant === undefined || pacticipant === facts.pacticipant) &&
    (branch === undefined || branch === facts.name) &&
    (maxAge === undefined || facts.updatedAt >= daysBefore(now, maxAge))
  )
}

export interface KeepBranchRule {
  readonly selectors: readonly KeepBranches[]
  readonly now: Date
}

export function isBranchKept(branch: BranchFacts, { selectors, now }: KeepBranchRule): boolean {
  return branch.isMain || selectors.length === 0 || selectors.some((selector) => fits(selector, branch, now))
}
