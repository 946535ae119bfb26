/**
 * Reads the options of can-i-deploy that belong together by their order: each `--pacticipant` begins a selector, and the
 * options after it say which of its versions are meant; each `--ignore` likewise begins what must not count, and only a
 * `--version` may follow it.
 */
import type { VersionSelector } from '../broker/matrix-query.ts'
import { UsageError } from './exit-code.ts'

type Criterion =
  | { readonly name: 'version' | 'branch' | 'tag'; readonly value: string }
  /** Without a value: the latest of all versions. With one: the latest that has that tag. */
  | { readonly name: 'latest'; readonly value: string | undefined }
  | { readonly name: 'main-branch' }

interface Beginning {
  readonly name: 'pacticipant' | 'ignore'
  readonly value: string
}

export type SelectorOption = Beginning | Criterion

export interface Selectors {
  readonly selectors: readonly VersionSelector[]
  readonly ignore: readonly { readonly pacticipant: string; readonly version?: string }[]
}

type Criteria = Omit<VersionSelector, 'pacticipant'>

function criteriaOf(option: Criterion): Criteria {
  switch (option.name) {
    case 'version':
      return { version: option.value }
    case 'branch':
      return { branch: option.value }
    case 'tag':
      return { tag: option.value }
    case 'latest':
      return option.value === undefined ? { latest: true } : { latest: true, tag: option.value }
    case 'main-branch':
      return { mainBranch: true }
  }
}

interface Group {
  readonly begunBy: Beginning['name']
  readonly pacticipant: string
  readonly criteria: Criteria
}

function extend(group: Group | undefined, option: Criterion): Group {
  if (!group) throw new UsageError(`--${option.name} must come after the --pacticipant that it belongs to.`)
  if (group.begunBy === 'ignore' && option.name !== 'version') {
    throw new UsageError(`--${option.name} cannot follow --ignore ${group.pacticipant}: only --version can.`)
  }
  const more = criteriaOf(option)
  const repeated = Object.keys(more).some((key) => Object.hasOwn(group.criteria, key) && key !== 'latest')
  if (repeated) throw new UsageError(`--${option.name} is given twice for ${group.pacticipant}.`)
  return { ...group, criteria: { ...group.criteria, ...more } }
}

function isCriterion(option: SelectorOption): option is Criterion {
  return option.name !== 'pacticipant' && option.name !== 'ignore'
}

function groupsOf(options: readonly SelectorOption[]): readonly Group[] {
  return options.reduce<readonly Group[]>((groups, option) => {
    if (isCriterion(option)) return [...groups.slice(0, -1), extend(groups.at(-1), option)]
    return [...groups, { begunBy: option.name, pacticipant: option.value, criteria: {} }]
  }, [])
}

export function readSelectors(options: readonly SelectorOption[]): Selectors {
  const groups = groupsOf(options)
  const selected = groups.filter(({ begunBy }) => begunBy === 'pacticipant')
  const [first] = selected
  if (!first) throw new UsageError('Say what is to be deployed: --pacticipant <name> --version <number>.')
  if (selected.length === 1 && Object.keys(first.criteria).length === 0) {
    throw new UsageError(
      `Say which version of ${first.pacticipant}: with --version, --branch, --main-branch, --latest or --tag.`,
    )
  }
  return {
    selectors: selected.map(({ pacticipant, criteria }) => ({ pacticipant, ...criteria })),
    ignore: groups
      .filter(({ begunBy }) => begunBy === 'ignore')
      .map(({ pacticipant, criteria: { version } }) => ({
        pacticipant,
        ...(version === undefined ? {} : { version }),
      })),
  }
}
