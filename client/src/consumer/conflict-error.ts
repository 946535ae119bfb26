import { relative } from 'node:path'
import type { Conflict, Origin } from '../contract/combine.ts'
import type { Pair } from '../contract/contract-file.ts'

/** Two tests that expect different things under one name, and the contract that they are for. */
export interface ContractConflict extends Conflict, Pair {}

function whereOf({ file, test }: Origin): string {
  const path = relative(process.cwd(), file)
  return test === '' ? path : `${path} › ${test}`
}

function sentence({ consumer, provider, description, states, one, other }: ContractConflict): string {
  const given = states.length === 0 ? '' : ` given ${states.join(' and ')}`
  const name = `${consumer} → ${provider}: "${description}"${given}`
  if (one.file === other.file && one.test === other.test) {
    return `${name} was captured twice with different contents by one test:\n    ${whereOf(one)}\n  Describe each call by its own sentence; or, if a value changes between runs, give a fixed one.`
  }
  return `${name} is expected differently by two tests:\n    ${whereOf(one)}\n    ${whereOf(other)}\n  Give one of them another description or another state. If a test moved, run both files.`
}

/**
 * Interactions with the same description and states, and different contents: only one of them could be kept.
 *
 * @example
 * const stock = contract({ consumer: 'shop', provider: 'stock' })
 * for (const path of ['/books/1', '/books/2']) {
 *   await stock.http({ description: 'a book', request: { path }, response: {} }).run(({ fetch }) => fetch())
 * }
 * const error = await mergeContracts().catch((thrown) => thrown)
 * error.conflicts.map(({ description }) => description) // → ['a book']
 */
export class ContractConflictError extends Error {
  readonly conflicts: readonly ContractConflict[]

  constructor(conflicts: readonly ContractConflict[]) {
    super(conflicts.map(sentence).join('\n'))
    this.name = 'ContractConflictError'
    this.conflicts = conflicts
  }
}
