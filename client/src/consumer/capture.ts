import type { Interaction, Pair } from '../contract/contract-file.ts'
import { titleOf } from './capture-error.ts'
import { currentTest } from './current-test.ts'
import { writeFragment } from './fragments.ts'
import type { Note } from './matching/expected.ts'

/** Who expects, of whom, and where it is written. */
export interface Parties extends Pair {
  readonly directory: string
}

/** One interaction of an expectation, and what is known of it besides. */
export interface Shaped<Of extends Interaction = Interaction> {
  readonly interaction: Of
  readonly notes: readonly Note[]
  /** What its variants are, all of them: of the first one. */
  readonly shapes?: readonly string[]
}

/** The shapes of an expectation: the first has the names of all, where there are several. */
export function withNames<Shape extends Shaped>(shapes: readonly Shape[], names: readonly string[]): readonly Shape[] {
  const [first, ...others] = shapes
  return first && others.length > 0
    ? [{ ...first, shapes: names.map((name) => name || 'complete') }, ...others]
    : shapes
}

/** Runs `work`, and keeps the interaction for the merge when it holds; when not, that its test failed. */
export async function capture<Result>(
  { directory, consumer, provider }: Parties,
  { interaction, notes, shapes }: Shaped,
  work: () => Promise<Result>,
): Promise<Result> {
  // Asked first: several tests may run at once, and later it could be another.
  const origin = currentTest()
  try {
    const result = await work()
    writeFragment(directory, {
      kind: 'passed',
      consumer,
      provider,
      interaction,
      origin,
      notes,
      ...(shapes && { shapes }),
    })
    return result
  } catch (error) {
    writeFragment(directory, { kind: 'failed', consumer, provider, description: interaction.description, origin })
    throw error
  }
}

/** What the consumer makes of an example. Throws when the schema that the example is of does not take it. */
export function readExample(parties: Parties, description: string, reply?: () => unknown): unknown {
  try {
    return reply?.()
  } catch (cause) {
    const title = titleOf({ ...parties, description })
    throw new Error(`${title}: the example is none of the values that its schema takes. ${String(cause)}`, { cause })
  }
}

/** Runs `one` for each shape, one after the other, and gives the last result. */
export async function eachShape<Shape, Result>(
  shapes: readonly Shape[],
  one: (shape: Shape) => Promise<Result>,
): Promise<Result> {
  const [first, ...others] = shapes
  if (first === undefined) throw new TypeError('There is nothing to run.')
  const result = await one(first)
  return others.length === 0 ? result : eachShape(others, one)
}
