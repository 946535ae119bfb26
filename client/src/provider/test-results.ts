/** Results as brokers read them: an item for each interaction that the broker knows, with what did not fit. */
import type { Mismatch } from './mismatch.ts'
import type { InteractionResult } from './result.ts'

function isException({ part }: Mismatch): boolean {
  return part === 'state' || part === 'provider'
}

function item({ interactionId, description, success, mismatches }: InteractionResult) {
  const differences = mismatches.filter((mismatch) => !isException(mismatch))
  const exceptions = mismatches.filter(isException)
  return {
    ...(interactionId === undefined ? {} : { interactionId }),
    interactionDescription: description,
    success,
    ...(differences.length === 0
      ? {}
      : {
          mismatches: differences.map(({ part, path, says, expected, actual }) => ({
            attribute: part,
            ...(path === '' ? {} : { identifier: path }),
            description: says,
            ...(expected === undefined ? {} : { expected }),
            ...(actual === undefined ? {} : { actual }),
          })),
        }),
    ...(exceptions.length === 0 ? {} : { exceptions: exceptions.map(({ says }) => ({ message: says })) }),
  }
}

export function testResults(results: readonly InteractionResult[]) {
  return results.map(item)
}
