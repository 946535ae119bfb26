import type { Line } from '../report.ts'

/** What was looked at, how it is, and what to do where that is not well. */
export interface Finding {
  readonly about: string
  readonly outcome: 'ok' | 'warning' | 'problem' | 'unknown'
  readonly says: string
  readonly next?: string
}

export const ok = (about: string, says: string): Finding => ({ about, outcome: 'ok', says })
export const unknown = (about: string, says: string): Finding => ({ about, outcome: 'unknown', says })

export function warning(about: string, says: string, next?: string): Finding {
  return { about, outcome: 'warning', says, ...(next === undefined ? {} : { next }) }
}

export function problem(about: string, says: string, next?: string): Finding {
  return { about, outcome: 'problem', says, ...(next === undefined ? {} : { next }) }
}

const marks = {
  ok: { mark: '✓', format: 'green' },
  warning: { mark: '!', format: 'yellow' },
  problem: { mark: '✗', format: 'red' },
  unknown: { mark: '·', format: 'dim' },
} as const

export function findingLines({ outcome, says, next }: Finding): readonly Line[] {
  const { mark, format } = marks[outcome]
  return [{ text: `  ${mark} ${says}`, format }, ...(next === undefined ? [] : [{ text: `    Next: ${next}` }])]
}

/** Quoted for a shell where it has to be. */
export function word(text: string): string {
  return /^[\w.:/@+,=-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`
}
