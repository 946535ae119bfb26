/** What an entry of the audit log changed, fact by fact: before and after as texts. */

type Facts = Readonly<Record<string, unknown>> | null

export interface Change {
  readonly name: string
  /** Undefined: there was none. */
  readonly before: string | undefined
  readonly after: string | undefined
}

/** `mainBranch` is `main branch`. */
const words = (name: string) => name.replaceAll(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)

function textOf(value: unknown): string {
  if (typeof value === 'string') return value
  if (Array.isArray(value) && value.every((item) => typeof item !== 'object')) return value.join(', ')
  return JSON.stringify(value)
}

const textIn = (facts: Facts, name: string) => {
  const value = facts?.[name]
  return value === undefined || value === null ? undefined : textOf(value)
}

/** Those that are the same before and after are left out. */
export function changesOf(before: Facts, after: Facts): readonly Change[] {
  const names = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])
  return [...names]
    .map((name) => ({ name: words(name), before: textIn(before, name), after: textIn(after, name) }))
    .filter((change) => change.before !== change.after)
}
