/**
 * Cookies are one header on the wire. A consumer may send others too, and in any order: what is declared becomes a
 * pattern of that header which asks for each cookie, wherever it stands.
 */
import type { RuleList } from './matching/expected.ts'
import { onePart, wireText } from './expected-parts.ts'

const integer = String.raw`-?\d+`

/** Text as a pattern that matches it and nothing else. */
export function literally(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`)
}

/** What the value of a cookie may be, as a pattern. */
function patternOf(value: string, rule: RuleList | undefined): string {
  if (!rule) return literally(value)
  const patterns = rule.matchers.flatMap(({ match, regex }) => {
    if (match === 'regex' && typeof regex === 'string') return [`(?:${regex.replace(/^\^/, '').replace(/\$$/, '')})`]
    return match === 'integer' ? [integer] : []
  })
  return patterns[0] ?? '[^;]*'
}

/** The `Cookie` header, and what also does. */
export function cookieHeader(cookies: Readonly<Record<string, unknown>>) {
  const parts = Object.entries(cookies).map(([name, value]) => {
    const { value: example, rule, notes } = onePart(value, `The cookie "${name}"`)
    const text = wireText(example)
    const pattern = String.raw`(?=(?:.*;\s*)?${literally(name)}=${patternOf(text, rule)}(?:;|$))`
    return { text: `${name}=${text}`, pattern, notes }
  })
  const rule: RuleList = {
    combine: 'AND',
    matchers: [{ match: 'regex', regex: `^${parts.map(({ pattern }) => pattern).join('')}.*$` }],
  }
  return { value: parts.map(({ text }) => text).join('; '), rule, notes: parts.flatMap(({ notes }) => notes) }
}
