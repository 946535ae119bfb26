/**
 * Values that are likely to change between runs. Each new value makes new content, which no provider has verified. It is
 * an error where it is part of a name, since a name that changes is another interaction each time, and where the provider
 * would have to give back this very value: no rule takes another, and nothing told it the value. What only looks random
 * is a warning as long as it is not known whether somebody wrote it.
 */
import type { Finding, Severity } from './finding.ts'
import type { PartLeaf } from './parts.ts'
import { type Volatile, volatileIn } from './volatile.ts'
import type { Moments } from './moments.ts'

/** What is known besides the contract. */
export interface Knowledge {
  readonly moments: Moments
  /** Whether somebody wrote the value into a source file; undefined where that is not known. */
  isWritten(needle: string): boolean | undefined
  /** What two runs agree on is not random, though it may be a time in whole seconds, or a day. */
  readonly isCompared: boolean
}

function textOf({ value }: PartLeaf): string | undefined {
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' && value.length >= 8 ? value : undefined
}

const NAMED = 'Leave it out of the name. What changes belongs into the parameters of a state, with a fixed value.'
const GIVEN: Readonly<Record<Volatile['rule'], string>> = {
  'changing-time': 'Use a fixed time, or set the clock of the test.',
  'random-id': 'Use a fixed id, or fromState(…) where the provider chooses it.',
  'random-text': 'Use a fixed value, or fromState(…) where the provider chooses it.',
  'local-port': 'Use a fixed address, such as http://example.org.',
  'temporary-path': 'Use a fixed path.',
}

interface Judgement {
  readonly severity: Severity
  readonly says: string
  readonly next: string
}

function judge(leaf: PartLeaf, found: Volatile, isToldToProvider: boolean): Judgement {
  const is = `It is ${found.is}`
  const worst = found.certain ? 'error' : 'warning'
  if (leaf.role === 'name') {
    return {
      severity: worst,
      says: `${is}, in the name of the interaction, which then is another one on each run.`,
      next: NAMED,
    }
  }
  if (leaf.role === 'given') {
    const says = `${is}: each run then makes a contract that nobody has verified.`
    return { severity: 'warning', says, next: GIVEN[found.rule] }
  }
  if (leaf.isRuled || isToldToProvider) {
    const says = `${is}. The provider may give another one, but the example is part of the contract, and each run makes another contract.`
    return { severity: 'warning', says, next: leaf.isRuled ? 'Give the matcher a fixed example.' : GIVEN[found.rule] }
  }
  const says = `${is}, and no matching rule takes another: the provider will not give back this one.`
  return { severity: worst, says, next: 'Use a matcher with a fixed example.' }
}

function isExcluded({ isCoarse, needle }: Volatile, { isCompared, isWritten }: Knowledge): boolean {
  if (isWritten(needle)) return true
  return isCompared && !isCoarse
}

/** Of the values of one interaction. Paths are those of the leaves. */
export function changingValues(leaves: readonly PartLeaf[], knowledge: Knowledge): readonly Finding[] {
  const given = leaves.filter(({ role }) => role === 'given').map(({ value }) => String(value))
  return leaves.flatMap((leaf) => {
    const text = textOf(leaf)
    if (text === undefined) return []
    return volatileIn(text, knowledge.moments).flatMap((found): readonly Finding[] => {
      if (isExcluded(found, knowledge)) return []
      // Texts that look random may be made of what is fixed, as the hash of a file is; ids hardly ever are.
      const certain = found.certain || (found.rule === 'random-id' && knowledge.isWritten(found.needle) === false)
      const isTold = given.some((one) => one.includes(found.text))
      return [{ rule: found.rule, path: leaf.path, value: found.text, ...judge(leaf, { ...found, certain }, isTold) }]
    })
  })
}
