// A cell of the matrix in sentences: what came out, and why it counts here.

import type { MatrixCell } from '@tallystick/client/wire'

/** What the result is. */
export function resultSentence({ consumer, provider, result }: MatrixCell): string {
  const contract = `the contract of ${consumer.name} ${consumer.version}`
  const who = provider.version === null ? `No version of ${provider.name}` : `${provider.name} ${provider.version}`
  if (result === null) return `${who} has ${provider.version === null ? '' : 'not '}verified ${contract} yet.`
  return result.success ? `${who} keeps ${contract}.` : `${who} does not keep ${contract}.`
}

/** Which content it is about, and whether the result was found out for another version. */
export function contentSentence({ consumer, contract, result }: MatrixCell): string | undefined {
  const { firstVersion } = contract
  if (firstVersion === consumer.version) return undefined
  const same = `The contract is the same, word for word, as that of ${consumer.name} ${firstVersion}`
  if (!result?.isReused) return `${same}.`
  return `${same}. The result was there before ${consumer.version}: it was found out for an older version, and counts here as well.`
}

/** What a failure that stops nobody means. */
export function pendingSentence({ provider, result }: MatrixCell): string | undefined {
  if (!result?.isPending) return undefined
  return `It stops nobody at ${provider.name}: no version had ever verified this contract before.`
}
