// Why a contract was selected, in words: in short for test names, at length for people.

import type { Reason } from './selected-contracts.ts'

/** `'a', 'b' and 'c'` without the quotes. */
export function enumerate(words: readonly string[]): string {
  const last = words.at(-1) ?? ''
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} and ${last}`
}

function shortText({ kind, name, consumer }: Reason): string {
  switch (kind) {
    case 'latest':
      return 'latest'
    case 'branch':
      return `latest from branch ${name}`
    case 'main-branch':
      return 'latest from main branch'
    case 'latest-tagged':
      return `latest with tag ${name}`
    case 'all-tagged':
      return consumer === undefined ? `one of ${name}` : `one of ${consumer} ${name}`
    case 'deployed':
      return `deployed to ${name}`
    case 'released':
      return `released in ${name}`
    case 'in-environment':
      return `in environment ${name}`
  }
}

export function shortDescription(reasons: readonly Reason[]): string {
  return [...new Set(reasons.map(shortText))].join(', ')
}

/** The reasons of one kind and consumer, as one line each, or as one line for all where they are environments. */
function lines(group: readonly Reason[], provider: string): readonly string[] {
  const [first] = group
  if (first === undefined) return []
  const { kind, consumer } = first
  const version = consumer === undefined ? 'version' : `version of ${consumer}`
  const versions = consumer === undefined ? 'consumer version(s)' : `version(s) of ${consumer}`
  const each = (text: (reason: Reason) => string) => group.map((reason) => `${text(reason)} (${reason.version.number})`)
  const places = enumerate(each(({ name }) => name))
  const fallback = ({ insteadOf }: Reason, asked: string) =>
    insteadOf === undefined
      ? ''
      : ` (fallback ${kind === 'branch' ? 'branch' : 'tag'} used as no pact was found ${asked} '${insteadOf}')`
  switch (kind) {
    case 'latest':
      return each(() => `latest version of ${consumer ?? 'a consumer'} that has a pact with ${provider}`)
    case 'branch':
      return each((reason) => `latest ${version} from branch '${reason.name}'${fallback(reason, 'from branch')}`)
    case 'main-branch':
      return each(({ name }) => `latest ${version} from the main branch '${name}'`)
    case 'latest-tagged':
      return each((reason) => `latest ${version} tagged '${reason.name}'${fallback(reason, 'with tag')}`)
    case 'all-tagged':
      return each(({ name }) => `all ${consumer ?? 'consumer'} versions tagged '${name}'`)
    case 'deployed':
      return [`${versions} currently deployed to ${places}`]
    case 'released':
      return [`${versions} released and supported in ${places}`]
    case 'in-environment':
      return each(({ name }) => `${consumer ?? 'a consumer'} version in environment ${name}`)
  }
}

export function longDescription(reasons: readonly Reason[], provider: string): readonly string[] {
  const groups = Map.groupBy(reasons, ({ kind, consumer }) => `${kind} ${consumer ?? ''}`)
  return [...groups.values()].flatMap((group) => lines(group, provider))
}
