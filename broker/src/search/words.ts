// What is typed is taken apart at spaces. Each word must occur in what a thing is called by, of any case, and at least
// one of them in its own name: whoever looks for an application is not shown all that belongs to it.

export interface Words {
  /** In lower case. */
  readonly words: readonly string[]
  /** As they were typed, for what is found by its whole name only. */
  readonly named: readonly string[]
  /** For `ilike`: each word anywhere. */
  readonly patterns: readonly string[]
  /** All that was typed, in lower case: a name that begins so comes first. */
  readonly beginning: string
}

/** The words that count: more than these cost time and hardly say more. */
const MOST_WORDS = 6

export function wordsOf(text: string): Words {
  const named = [...new Set(text.trim().split(/\s+/))].slice(0, MOST_WORDS)
  return {
    words: named.map((word) => word.toLowerCase()),
    named,
    patterns: named.map((word) => `%${word.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`),
    beginning: text.trim().toLowerCase(),
  }
}
