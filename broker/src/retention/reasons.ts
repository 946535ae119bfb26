/** Why a version is kept or deleted, in words. */
import type { KeepBranches, KeepVersions } from '../kernel/settings/keep-selectors.ts'
import { type KeepRule, type VersionFacts, selectorsThatKeep } from './keep-version.ts'

const quoted = (name: string) => `'${name}'`

function tagWords({ tag, latest }: KeepVersions): readonly string[] {
  if (tag === undefined) return []
  if (tag === true) return [latest ? 'the latest with each tag' : 'with a tag']
  return [`${latest ? 'the latest with' : 'with'} tag ${quoted(tag)}`]
}

function branchWords({ branch, mainBranch, latest }: KeepVersions): readonly string[] {
  if (branch === undefined && !mainBranch) return []
  const role = latest ? 'the head of' : 'on'
  if (mainBranch) return [`${role} the main branch`, ...(typeof branch === 'string' ? [`named ${quoted(branch)}`] : [])]
  if (branch === true) return [latest ? 'the head of each branch' : 'on a branch']
  return [`${role} branch ${quoted(branch ?? '')}`]
}

function environmentWords({ environment, deployed, released }: KeepVersions): readonly string[] {
  const place = environment === undefined ? '' : ` to ${quoted(environment)}`
  if (deployed || released)
    return [...(deployed ? [`deployed${place}`] : []), ...(released ? [`released${place}`] : [])]
  return environment === undefined ? [] : [`deployed or released${place}`]
}

const days = (count: number) => `${count} ${count === 1 ? 'day' : 'days'}`

/** For example `the latest with each tag, of Shop`. */
export function selectorInWords(selector: KeepVersions): string {
  const { latest, tag, branch, mainBranch, maxAge, pacticipant } = selector
  const isLatestOfAll = latest && tag === undefined && branch === undefined && !mainBranch
  return [
    ...(isLatestOfAll ? ['the latest'] : []),
    ...tagWords(selector),
    ...branchWords(selector),
    ...environmentWords(selector),
    ...(maxAge === undefined ? [] : [`at most ${days(maxAge)} old`]),
    ...(pacticipant === undefined ? [] : [`of ${pacticipant}`]),
  ].join(', ')
}

/** For example `branches of Shop published to in the last 90 days`. */
export function branchSelectorInWords({ branch, maxAge, pacticipant }: KeepBranches): string {
  return [
    branch === undefined ? 'branches' : `branch ${quoted(branch)}`,
    ...(pacticipant === undefined ? [] : [`of ${pacticipant}`]),
    ...(maxAge === undefined ? [] : [`published to in the last ${days(maxAge)}`]),
  ].join(' ')
}

function placesInWords({ tags, branches }: VersionFacts): readonly string[] {
  return [
    ...branches.map(({ name, isHead }) => `on branch ${quoted(name)}${isHead ? ' as its head' : ', not its head'}`),
    ...tags.map(({ name, isLatest }) => `with tag ${quoted(name)}${isLatest ? ' as the latest' : ', not the latest'}`),
  ]
}

/** Why a version is kept: by which selectors. Or why not: what it is that no selector asks for. */
export function reasonsFor(version: VersionFacts, rule: KeepRule): readonly string[] {
  const keeping = selectorsThatKeep(version, rule).map(selectorInWords)
  if (version.awaitsUndo) keeping.push('ran in an environment that was deleted and can still be restored')
  if (keeping.length > 0) return keeping
  const age = Math.floor((rule.now.getTime() - version.createdAt.getTime()) / 86_400_000)
  return [`${days(age)} old`, ...placesInWords(version), 'neither deployed nor released', 'no selector keeps it']
}
