// What people choose in words, and the parameters of the API that say the same. The newest of a branch, of the main
// branch or with a tag is the API's `latest` together with what it is the newest of.

import type { MatrixSearch, SelectorFields } from './search.ts'

interface Choice<Value extends string> {
  readonly value: Value
  readonly name: string
  /** What has to be said as well. */
  readonly asks?: 'version' | 'branch' | 'tag' | 'environment'
}

type Which = 'all' | 'version' | 'latest' | 'main' | 'branch' | 'branches' | 'tag' | 'tags' | 'environment'

export const whichChoices: readonly Choice<Which>[] = [
  { value: 'all', name: 'All versions' },
  { value: 'version', name: 'This version', asks: 'version' },
  { value: 'latest', name: 'The newest' },
  { value: 'main', name: 'The newest of the main branch' },
  { value: 'branch', name: 'The newest of a branch', asks: 'branch' },
  { value: 'branches', name: 'All of a branch', asks: 'branch' },
  { value: 'tag', name: 'The newest with a tag', asks: 'tag' },
  { value: 'tags', name: 'All with a tag', asks: 'tag' },
  { value: 'environment', name: 'What is in an environment', asks: 'environment' },
]

export function whichOf({ version, branch, tag, environment, mainBranch, latest }: SelectorFields): Which {
  if (version !== undefined) return 'version'
  if (environment !== undefined) return 'environment'
  if (mainBranch) return 'main'
  if (branch !== undefined) return latest ? 'branch' : 'branches'
  if (tag !== undefined) return latest ? 'tag' : 'tags'
  return latest ? 'latest' : 'all'
}

interface Chosen {
  readonly which: string | undefined
  /** The version, branch, tag or environment. */
  readonly text: string | undefined
}

export function selectorOf(pacticipant: string, { which, text }: Chosen): SelectorFields {
  const choice = whichChoices.find(({ value }) => value === which)
  const isNewest = which === 'latest' || which === 'main' || which === 'branch' || which === 'tag'
  return {
    pacticipant,
    ...(choice?.asks && { [choice.asks]: text }),
    ...(which === 'main' && { mainBranch: 'true' as const }),
    ...(isNewest && { latest: 'true' as const }),
  }
}

type Target = 'none' | 'environment' | 'latest' | 'main' | 'tag'

export const targetChoices: readonly Choice<Target>[] = [
  { value: 'none', name: 'Only with each other' },
  { value: 'environment', name: 'What is in an environment', asks: 'environment' },
  { value: 'latest', name: 'The newest of all others' },
  { value: 'main', name: 'The main branches of all others' },
  { value: 'tag', name: 'The newest of all others with a tag', asks: 'tag' },
]

export function targetOf({ environment, tag, mainBranch, latest }: MatrixSearch): Target {
  if (environment !== undefined) return 'environment'
  if (tag !== undefined) return 'tag'
  if (mainBranch) return 'main'
  return latest ? 'latest' : 'none'
}

export function targetFields({
  which,
  text,
}: Chosen): Pick<MatrixSearch, 'environment' | 'tag' | 'mainBranch' | 'latest'> {
  switch (which) {
    case 'environment':
      return { environment: text }
    case 'latest':
      return { latest: 'true' }
    case 'main':
      return { latest: 'true', mainBranch: 'true' }
    case 'tag':
      return { latest: 'true', tag: text }
    default:
      return {}
  }
}

export const keptChoices = [
  { value: 'cvpv', name: 'Every two versions' },
  { value: 'cvp', name: 'Each consumer version once' },
  { value: 'cp', name: 'Each pair once' },
] as const

export const outcomeChoices = [
  { value: 'true', name: 'Verified' },
  { value: 'false', name: 'Failed' },
  { value: '', name: 'Not verified' },
] as const

export const DEFAULT_LIMIT = 100
export const limitChoices = [100, 500, 1000, 5000] as const
