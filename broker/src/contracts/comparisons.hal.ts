import { paths } from '@tallystick/client/wire'
import type { Links } from '../kernel/hal.ts'
import type { FirstPublication } from './comparisons.sql.ts'
import type { ContentDiff } from './content-diff.ts'
import { contractTitle } from './contracts.hal.ts'
import type { ContractRow } from './contracts.sql.ts'
import { timeAgo } from './time-ago.ts'

/** Two contracts of a pair: what `after` says is compared with `before`. */
export interface Comparison {
  readonly before: ContractRow
  readonly after: ContractRow
  readonly diff: ContentDiff
  /** The first that says what the newer of the two says. */
  readonly first: FirstPublication | undefined
}

export function nothingToCompareText(row: ContractRow): string {
  return `No previous distinct version was found for ${contractTitle(row)}`
}

function linkText(links: Links, relation: string, row: ContractRow): string {
  // A JSON string is a YAML string, whatever is in it.
  return [
    `${relation}:`,
    '  title: Pact',
    `  name: ${JSON.stringify(contractTitle(row))}`,
    `  href: ${links.href(paths.pact, row)}`,
  ].join('\n')
}

function diffText(diff: ContentDiff): string {
  switch (diff.outcome) {
    case 'same':
      return 'There is no difference: both say the same.'
    case 'lines':
      return diff.text
    case 'interactions':
      return `Too much differs to show it line by line. In short:\n\n${diff.text}`
    case 'too large':
      return 'The contracts are too large to be compared here. Fetch both, and compare them where you are.'
  }
}

function sinceText({ version, publishedAt }: FirstPublication, now: Date): string {
  return `The change was published with version ${version}, ${timeAgo(publishedAt, now)} (${publishedAt.toUTCString()}).`
}

export function comparisonText(links: Links, { before, after, diff, first }: Comparison, now: Date): string {
  const { consumer, provider } = after
  const versions = `${before.version} and ${after.version}`
  return [
    `# Diff between versions ${versions} of the pact between ${consumer} and ${provider}`,
    ...(first && diff.outcome !== 'same' ? [sinceText(first, now)] : []),
    diffText(diff),
    `## Links\n\n${linkText(links, 'pact-version', after)}\n${linkText(links, 'comparison-pact-version', before)}\n`,
  ].join('\n\n')
}
