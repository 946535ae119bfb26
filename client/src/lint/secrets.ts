/**
 * Credentials that may work. A contract is kept in a broker for years, and everybody who can read there has them. Well-known
 * forms only, and no tokens that have expired.
 */
import type { Finding } from './finding.ts'
import type { Moments } from './moments.ts'
import type { PartLeaf } from './parts.ts'
import { TOKEN, tokenTimes } from './volatile.ts'

const FORMS: Readonly<Record<string, RegExp>> = {
  'an access key of AWS': /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/,
  'a token of GitHub': /\b(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_\w{60,})/,
  'a token of GitLab': /\bglpat-[\w-]{20}/,
  'a token of Slack': /\bxox[abprs]-[\w-]{20,}/,
  'a token of npm': /\bnpm_[A-Za-z0-9]{36}/,
  'a live key of Stripe': /\b[rs]k_live_[A-Za-z0-9]{20,}/,
  'a key of Google': /\bAIza[\w-]{35}/,
  'a private key': /-----BEGIN (?:\w+ )*PRIVATE KEY-----/,
}

/** Documentation has them. */
const EXAMPLE = /EXAMPLE|(.)\1{7}|abcdefgh|12345678/i

function knownForm(text: string): readonly (readonly [string, string])[] {
  return Object.entries(FORMS).flatMap(([is, form]) => {
    const [found] = form.exec(text) ?? []
    return found === undefined || EXAMPLE.test(found) ? [] : [[is, found] as const]
  })
}

function liveTokens(text: string, moments: Moments): readonly (readonly [string, string])[] {
  const now = Math.max(...moments)
  return [...text.matchAll(TOKEN)].flatMap(([token]) => {
    const { exp } = tokenTimes(token) ?? {}
    return exp !== undefined && exp > now ? [['a token that has not expired', token] as const] : []
  })
}

/** So much of it that one knows which one it is. */
const shortened = (text: string) => `${text.slice(0, 8)}…`

export function secrets(leaves: readonly PartLeaf[], moments: Moments): readonly Finding[] {
  return leaves.flatMap(({ value, path }) => {
    if (typeof value !== 'string' || value.length < 20) return []
    return [...knownForm(value), ...liveTokens(value, moments)].map(([is, text]): Finding => ({
      rule: 'secret',
      severity: 'warning',
      path,
      value: shortened(text),
      says: `It looks like ${is}: everybody who can read the contract has it.`,
      next: 'Use one that opens nothing, and make it invalid if it has been published.',
    }))
  })
}
