/**
 * Whether an answer shows what only its developers should see: the stack of a failure, or what the database said. Each
 * language writes stacks in its own way; what pages and JSON make of them is undone first.
 */
import type { Answer } from './send.ts'

export interface Leak {
  /** `a stack of JavaScript`. */
  readonly what: string
  /** The line by which it was known. */
  readonly excerpt: string
}

const PATTERNS: readonly (readonly [what: string, pattern: RegExp])[] = [
  [
    'a stack of JavaScript',
    /^\s*at (?:async )?(?:[^\n(]{1,200}\()?(?:file:\/\/|node:|\/|[A-Z]:\\)[^\s()]{1,300}:\d+:\d+\)?/m,
  ],
  [
    'a stack of the JVM',
    /^\s*at [\w$./@]+\.[\w$<>]+\((?:[\w$]+\.(?:java|kt|scala|groovy|clj):\d+|Native Method|Unknown Source)\)/m,
  ],
  ['a stack of .NET', /^\s*at [^\n(]{1,200}\([^\n)]{0,300}\) in [^\n]{1,300}:line \d+/m],
  ['a stack of Python', /Traceback \(most recent call last\)|^\s*File "[^"\n]{1,300}", line \d+, in /m],
  ['a stack of Ruby', /^\s*(?:from )?[^\s:]{1,300}\.rb:\d+:in [`'"]/m],
  ['a stack of PHP', /^#\d+ [^\n]{1,300}\.php\(\d+\): |\.php(?:<\/b>)? on line (?:<b>)?\d+/m],
  ['a stack of Go', /^goroutine \d+ \[[^\]\n]{1,80}\]:/m],
  ['a stack of Rust', /thread '[^'\n]{1,100}' (?:\(\d+\) )?panicked at /],
  ['a stack of Elixir', /^\s*(?:\([\w.]+ [\d.]+\) )?lib\/[^\s:]{1,200}\.exs?:\d+: /m],
  [
    'an error of its database',
    /SQLSTATE\[\w{5}\]|\bORA-\d{5}:|You have an error in your SQL syntax|syntax error at or near "|unterminated quoted string at or near|SQLITE_ERROR|PG::\w+Error|org\.hibernate\.\w+|psycopg2?\.\w*rror/,
  ],
]

/** More is not looked at. */
const LONGEST = 256 * 1024
const LONGEST_EXCERPT = 160

const ENTITIES: Readonly<Record<string, string>> = {
  '&nbsp;': ' ',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#34;': '"',
  '&#39;': "'",
  '&#x27;': "'",
  '&amp;': '&',
}

/** Lines are lines again, whether they came in a page or in a text of JSON. */
function plainText(text: string): string {
  return text
    .replaceAll(/<br\s*\/?>/gi, '\n')
    .replaceAll(/&(?:nbsp|lt|gt|quot|amp|#34|#39|#x27);/g, (entity) => ENTITIES[entity] ?? entity)
    .replaceAll(/\\r?\\n|\\n/g, '\n')
    .replaceAll(String.raw`\"`, '"')
}

export function leakIn({ body }: Pick<Answer, 'body'>): Leak | undefined {
  if (body.length === 0) return undefined
  const text = plainText(Buffer.from(body.subarray(0, LONGEST)).toString())
  for (const [what, pattern] of PATTERNS) {
    const found = pattern.exec(text)
    if (found) {
      const [line = ''] = text.slice(found.index).trimStart().split('\n')
      return { what, excerpt: line.slice(0, LONGEST_EXCERPT) }
    }
  }
  return undefined
}
