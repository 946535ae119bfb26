/**
 * What an answer to a probe says about a provider. Without credentials or with broken ones, a success is a failure and a
 * redirect to anywhere but a sign-in is worth a look; all else refuses. A 5xx, no answer, and an answer with a stack in it
 * are failures for every probe. A connection that is cut in the middle of something oversized is how some servers refuse
 * it: that is fine, as long as the provider still answers afterwards.
 */
import { headerIn } from './parts.ts'
import { leakIn } from './security-leaks.ts'
import type { Probe } from './security-probes.ts'
import type { Outcome } from './report.ts'
import type { Answer, Sent } from './send.ts'

export interface Symptom {
  readonly outcome: Exclude<Outcome, 'passed'>
  /** What the provider does, the same words for the same thing: `answers 500`. */
  readonly says: string
  /** A line of the answer, where it shows what is meant. */
  readonly excerpt?: string | undefined
}

export interface Circumstances {
  /** The provider answers what it should answer, after the probe. */
  readonly isStillThere: boolean
  /** An answer that is as expected has what looks like a stack. */
  readonly leaksAnyway: boolean
}

const SIGN_IN = /log-?in|log-?on|sign-?in|auth|sso|saml|openid|idp/i

function credentialSymptom({ status, headers }: Answer): Symptom | undefined {
  if (status >= 200 && status < 300) return { outcome: 'failed', says: `answers ${status}` }
  if (status < 300 || status >= 400) return undefined
  const location = headerIn(headers, 'location') ?? ''
  if (SIGN_IN.test(location)) return undefined
  return { outcome: 'warned', says: `answers ${status}, which does not lead to a sign-in` }
}

function answerSymptoms(probe: Probe, answer: Answer, { leaksAnyway }: Circumstances): readonly Symptom[] {
  const leak = leaksAnyway ? undefined : leakIn(answer)
  const shown: readonly Symptom[] = leak
    ? [{ outcome: 'failed', says: `shows ${leak.what}`, excerpt: leak.excerpt }]
    : []
  if (answer.status >= 500) return [{ outcome: 'failed', says: `answers ${answer.status}` }, ...shown]
  if (answer.status === 429) return [{ outcome: 'warned', says: 'answers 429: it does not look at so many' }, ...shown]
  const found = probe.kind === 'credentials' ? credentialSymptom(answer) : undefined
  return found ? [found, ...shown] : shown
}

/** What is wrong; nothing where all is well. */
export function symptomsOf(probe: Probe, sent: Sent, circumstances: Circumstances): readonly Symptom[] {
  if (sent.kind === 'answered') return answerSymptoms(probe, sent, circumstances)
  switch (sent.reason) {
    case 'unsendable':
    case 'aborted':
      return []
    case 'timeout':
      return [{ outcome: 'failed', says: 'does not answer in time' }]
    case 'unreadable':
      return [{ outcome: 'failed', says: 'answers with what is no HTTP' }]
    case 'lost':
      if (!circumstances.isStillThere) return [{ outcome: 'failed', says: 'cuts the connection, and is gone' }]
      return probe.kind === 'oversized' ? [] : [{ outcome: 'failed', says: 'cuts the connection without an answer' }]
    case 'unreachable':
      return [{ outcome: 'failed', says: 'cannot be reached any more' }]
  }
}
