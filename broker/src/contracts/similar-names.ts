/**
 * A name that nobody has used before, but that is nearly one in use, is more often a typing error than a new
 * application. Names are compared as words: split at spaces, dashes, underscores, double colons and changes of case, in
 * lower case, without a plural "s", and without the words that say only what kind of thing it is (api, provider,
 * service), unless nothing else is left. `order-api-service` is like `Orders API`.
 */
const KINDS = new Set(['api', 'provider', 'service'])

function wordsOf(name: string): string {
  const words = name
    .replaceAll(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/(?:\s|_|-|::)+/)
    .filter((word) => word !== '')
    .map((word) => (word.endsWith('s') ? word.slice(0, -1) : word))
  const telling = words.filter((word) => !KINDS.has(word))
  return (telling.length > 0 ? telling : words).join(' ')
}

/** The existing names that a new one might be meant to be; none when it is itself in use. */
export function similarNames(name: string, existing: readonly string[]): readonly string[] {
  if (existing.includes(name)) return []
  const words = wordsOf(name)
  return existing.filter((other) => wordsOf(other) === words)
}
