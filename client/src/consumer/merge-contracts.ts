import { existsSync } from 'node:fs'
import { canonical } from '../contract/json.ts'
import {
  type Fragment,
  isComplete,
  contractFolder,
  fragmentFolder,
  ofLastRuns,
  readFragments,
  removeFragments,
} from './fragments.ts'
import { type Keeps, type MergeResult, mergeFolder } from './merge.ts'

/** Which tests ran. */
export interface MergeOptions {
  /**
   * What is removed from the contracts, besides what came from test files that are no more:
   * - `files` (when nothing is said): what the test files that ran gave before, and did not give now;
   * - `all`: everything that was not given now;
   * - `some`: nothing; for runs of single tests, as with `--testNamePattern`.
   */
  readonly ran?: 'all' | 'files' | 'some'
}

function named({ consumer, provider, origin }: Fragment, description: string): string {
  return canonical([consumer, provider, description, origin.file, origin.test])
}

/** The test files of which everything ran, and nothing failed. A test that is tried again may fail, and pass then. */
function finishedFiles(fragments: readonly Fragment[]): ReadonlySet<string> {
  const passed = new Set(
    fragments.flatMap((one) => (one.kind === 'passed' ? [named(one, one.interaction.description)] : [])),
  )
  const unfinished = new Set(
    fragments
      .filter((one) => one.isOfSome || (one.kind === 'failed' && !passed.has(named(one, one.description))))
      .map(({ origin }) => origin.file),
  )
  return new Set(fragments.map(({ origin }) => origin.file).filter((file) => !unfinished.has(file)))
}

function keepsOf(fragments: readonly Fragment[], ran: 'all' | 'files' | 'some'): Keeps {
  const finished = finishedFiles(fragments)
  return (origin) => {
    if (ran === 'all') return false
    if (origin === undefined) return true
    if (!existsSync(origin.file)) return false
    return ran === 'some' || !finished.has(origin.file)
  }
}

/**
 * Makes contract files of what the tests captured. Call it when tests have run: once at the end, or after each test file.
 * With vitest, the plugin of `@tallystick/client/vitest` does. The files are the same bytes whenever the expectations are
 * the same, and are written only where something changed. Several processes may call it at once; what a test file
 * captured is taken when the process that it ran in has ended, or calls this itself.
 *
 * @param dir The folder of the contracts: `contracts` in the working directory, or what `TALLYSTICK_CONTRACTS` says.
 * @throws ContractConflictError when two tests expect different things under one description and the same states.
 * @example
 * await contract({ consumer: 'shop', provider: 'prices' })
 *   .http({ description: 'a price', request: { path: '/prices/1' }, response: { body: { price: 3 } } })
 *   .run(({ fetch }) => fetch())
 * const { written } = await mergeContracts()
 * written.some((file) => file.endsWith('shop-prices.json')) // → true
 */
export async function mergeContracts(dir?: string, options: MergeOptions = {}): Promise<MergeResult> {
  const folder = contractFolder(dir)
  const { ran = 'files' } = options
  const fragmentsIn = fragmentFolder(folder)
  return mergeFolder(folder, () => {
    const complete = readFragments(fragmentsIn).filter((one) => one.directory === folder && isComplete(one))
    removeFragments(complete)
    const fragments = ofLastRuns(complete)
    return { fragments, keeps: keepsOf(fragments, ran) }
  })
}
