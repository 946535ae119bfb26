import type { Interaction } from '../provider/document.ts'
import type { JsonPath } from './json-path.ts'
import type { LintRule } from './rules.ts'

export type Severity = 'error' | 'warning'

/** What a rule found in a contract. */
export interface Finding {
  readonly rule: LintRule
  readonly severity: Severity
  /** In the document. */
  readonly path: JsonPath
  /** Undefined where it is about the contract as a whole. */
  readonly interaction?: Pick<Interaction, 'description' | 'states'>
  /** What was found. */
  readonly value?: string
  /** Why it matters: a sentence. */
  readonly says: string
  /** What to do: a sentence. */
  readonly next: string
}

/** Two findings of one place and rule are one. */
export function distinctFindings(findings: readonly Finding[]): readonly Finding[] {
  const byKey = new Map(
    findings.map((finding) => [JSON.stringify([finding.rule, finding.path, finding.value]), finding]),
  )
  return [...byKey.values()]
}
