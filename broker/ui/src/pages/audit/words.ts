/** `trust-rule-created` is `Trust rule created`. */
export function wordsOf(name: string): string {
  const words = name.replaceAll('-', ' ')
  return words.slice(0, 1).toUpperCase() + words.slice(1)
}
