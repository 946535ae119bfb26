/**
 * What a badge says. Of a contract: verified (the newest content has a successful result), failed, failed while nobody
 * has to heed it (pending), changed (only earlier content was verified), or unknown. Of a verdict: yes, no, or, for a
 * merge, unknown. What cannot be answered is grey and says what is missing.
 */
export type Colour = 'brightgreen' | 'orange' | 'red' | 'lightgrey'

export interface Badge {
  readonly left: string
  readonly right: string
  readonly colour: Colour
}

/** The newest result among a contract and its predecessors. */
export interface NewestResult {
  readonly success: boolean
  readonly pending: boolean
  /** For the content of the newest contract, not only for that of an earlier one. */
  readonly isCurrent: boolean
}

type Saying = Pick<Badge, 'right' | 'colour'>

function contractSays(result: NewestResult | null): Saying {
  if (result === null) return { right: 'unknown', colour: 'lightgrey' }
  if (!result.success) return { right: result.pending ? 'failed (pending)' : 'failed', colour: 'red' }
  return result.isCurrent ? { right: 'verified', colour: 'brightgreen' } : { right: 'changed', colour: 'orange' }
}

/** Words are set apart by spaces, dashes and underscores, or else by capital letters. */
function wordsOf(name: string): readonly string[] {
  const words = name.split(/[\s_-]+/).filter((word) => word !== '')
  return words.length > 1 ? words : name.split(/(?<=[\p{Ll}\d])(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/u)
}

function initialsOf(name: string): string {
  const words = wordsOf(name)
  return words.length > 1 ? words.map((word) => String.fromCodePoint(word.codePointAt(0) ?? 0)).join('') : name
}

interface Participant {
  readonly name: string
  /** Shown behind the name. */
  readonly tag?: string | undefined
}

interface PactBadgeOptions {
  /** `consumer` or `provider`: only that name is shown. */
  readonly label?: string | undefined
  readonly initials?: boolean
}

function titleOf({ name, tag }: Participant, initials: boolean): string {
  return `${initials ? initialsOf(name) : name}${tag === undefined ? '' : ` (${tag})`}`
}

export function pactBadge(
  pair: { readonly consumer: Participant; readonly provider: Participant },
  result: NewestResult | null,
  { label = '', initials = false }: PactBadgeOptions = {},
): Badge {
  const consumer = titleOf(pair.consumer, initials)
  const provider = titleOf(pair.provider, initials)
  const titles = new Map([
    ['consumer', consumer],
    ['provider', provider],
  ])
  const title = titles.get(label.toLowerCase()) ?? `${consumer}/${provider}`
  return { left: `${title} pact`.toLowerCase(), ...contractSays(result) }
}

export const pactNotFound: Badge = { left: 'pact not found', right: 'unknown', colour: 'lightgrey' }

export type Answer = 'yes' | 'no' | 'unknown'

/** Green for nothing but a yes. */
export function canIDeployBadge(
  answer: Answer,
  { from, to, label }: { readonly from: string; readonly to: string; readonly label?: string | undefined },
): Badge {
  return {
    left: label || 'can-i-deploy',
    right: `${from} to ${to}`,
    colour: answer === 'yes' ? 'brightgreen' : 'red',
  }
}

const mergeSays: Readonly<Record<Answer, Saying>> = {
  yes: { right: 'success', colour: 'brightgreen' },
  no: { right: 'failed', colour: 'red' },
  unknown: { right: 'unknown', colour: 'lightgrey' },
}

export function canIMergeBadge(answer: Answer, { label }: { readonly label?: string | undefined } = {}): Badge {
  return { left: label || 'can-i-merge', ...mergeSays[answer] }
}

export function notFoundBadge(
  what: 'pacticipant' | 'branch' | 'version' | 'environment' | 'main branch version',
): Badge {
  return { left: what, right: 'not found', colour: 'lightgrey' }
}

/** The reference is that of the line in the log. */
export function errorBadge(reference: string): Badge {
  return { left: 'error', right: `reference: ${reference}`, colour: 'lightgrey' }
}
