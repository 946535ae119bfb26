/**
 * What a run of vitest says of the tests that captured something before: whether it may go. It stays as long as its test
 * is there and did not pass: it was filtered out, skipped, or failed. It goes when its test passed, and was captured again
 * or not; and when its test is no more.
 */
import type { Origin } from '../contract/combine.ts'

/** A test file that ran, as far as it did. */
export interface RanFile {
  readonly file: string
  /** Whether its tests are known: a file that could not be loaded has none. */
  readonly isCollected: boolean
  readonly tests: readonly { readonly name: string; readonly hasPassed: boolean }[]
}

export interface RunFacts {
  readonly files: readonly RanFile[]
  /** All tests of the project ran and passed: what is of no known test is of none. */
  readonly isWhole: boolean
  isThere(file: string): boolean
}

/** vitest names files with forward slashes everywhere. */
const plain = (file: string) => file.replaceAll('\\', '/')

function keepsOf(ran: readonly RanFile[], test: string): boolean {
  if (ran.some(({ isCollected }) => !isCollected)) return true
  const tests = ran.flatMap((one) => one.tests)
  // What was captured outside of a test stays until all of the file passes.
  const same = test === '' ? tests : tests.filter(({ name }) => name === test)
  return same.some(({ hasPassed }) => !hasPassed)
}

/** Whether what a test captured before stays, though it was not captured now. */
export function keepsAfter({ files, isWhole, isThere }: RunFacts): (origin: Origin | undefined) => boolean {
  const byFile = Map.groupBy(files, ({ file }) => plain(file))
  return (origin) => {
    if (origin === undefined) return !isWhole
    if (!isThere(origin.file)) return false
    const ran = byFile.get(plain(origin.file))
    return ran ? keepsOf(ran, origin.test) : !isWhole
  }
}
