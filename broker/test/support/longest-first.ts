import { BaseSequencer, type TestSpecification } from 'vitest/node'

// They take long however many cores there are, and would be waited for alone if they were begun last.
const LONGEST = [/\/soak\//, /\/(reliability|pages|fuzz)\/|\/client\/test\/(cli|consumer)\//]

function place({ moduleId }: TestSpecification): number {
  const found = LONGEST.findIndex((pattern) => pattern.test(moduleId))
  return found === -1 ? LONGEST.length : found
}

/** The order in which the files of tests are begun. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    // oxlint-disable-next-line unicorn/no-array-sort -- it is no array that is sorted, but this method of the other one
    const sorted = await super.sort(files)
    return sorted.toSorted((one, other) => place(one) - place(other))
  }
}
