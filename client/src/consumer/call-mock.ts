import type { HttpInteraction } from '../contract/contract-file.ts'
import type { Parties } from './capture.ts'
import { CaptureError } from './capture-error.ts'
import { type Miscall, miscallOf } from './mismatch.ts'
import { startMock } from './mock.ts'

interface Calling {
  readonly parties: Parties
  /** At least one. */
  readonly interactions: readonly HttpInteraction[]
  /** How what is wrong is told, where it was no call over HTTP. */
  tell?(miscall: Miscall): Miscall
}

async function outcomeOf<Result>(work: () => Result | Promise<Result>) {
  try {
    return { result: await work() }
  } catch (error) {
    return { error }
  }
}

/**
 * Runs a test with a mock that answers these calls. Throws what is wrong with the calls, with what the test threw because of
 * it as the cause; and what the test threw, when the calls were right or it threw before it made any.
 */
export async function callMock<Result>(
  { parties, interactions, tell }: Calling,
  test: (url: string) => Result | Promise<Result>,
): Promise<Result> {
  const mock = startMock(interactions)
  const outcome = await outcomeOf(() => test(mock.url))
  const found = mock.stop().map(miscallOf)
  const miscalls = tell ? found.map(tell) : found
  if ('error' in outcome) {
    if (miscalls.every(({ kind }) => kind === 'missing')) throw outcome.error
  } else if (miscalls.length === 0) return outcome.result
  const cause = 'error' in outcome ? outcome.error : undefined
  const description = interactions.map((interaction) => interaction.description).join('" with "')
  throw new CaptureError({ ...parties, description }, miscalls, cause)
}
