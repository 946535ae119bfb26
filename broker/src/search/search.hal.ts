import { type SearchKind, paths } from '@tallystick/client/wire'
import { type Links, formatTime } from '../kernel/hal.ts'
import type * as found from './search.sql.ts'

interface Pair {
  readonly consumer: string
  readonly provider: string
  readonly consumerVersion: string
}

const pairLinks = (links: Links, { consumer, provider, consumerVersion: version }: Pair) => ({
  'pb:pact-version': { title: 'The contract', href: links.href(paths.pact, { consumer, provider, version }) },
})

export function pacticipantHal(links: Links, { name, displayName, labels }: found.FoundPacticipant) {
  const href = links.href(paths.pacticipant, { pacticipant: name })
  return {
    kind: 'pacticipant',
    name,
    displayName,
    labels,
    _links: { 'pb:pacticipant': { title: 'Pacticipant', name, href } },
  }
}

export function environmentHal(links: Links, { uuid, ...environment }: found.FoundEnvironment) {
  const href = links.href(paths.environment, { environment: uuid })
  return {
    kind: 'environment',
    uuid,
    ...environment,
    _links: { 'pb:environment': { title: 'Environment', name: environment.name, href } },
  }
}

export function contractHal(links: Links, contract: found.FoundContract) {
  return {
    kind: 'contract',
    ...contract,
    publishedAt: formatTime(contract.publishedAt),
    _links: pairLinks(links, contract),
  }
}

export function interactionHal(links: Links, interaction: found.FoundInteraction) {
  return { kind: 'interaction', ...interaction, _links: pairLinks(links, interaction) }
}

export function versionHal(links: Links, { createdAt, ...version }: found.FoundVersion) {
  const href = links.href(paths.version, { pacticipant: version.pacticipant, version: version.number })
  return {
    kind: 'version',
    ...version,
    createdAt: formatTime(createdAt),
    _links: { 'pb:version': { title: 'Version', name: version.number, href } },
  }
}

export function branchHal(links: Links, { updatedAt, ...branch }: found.FoundBranch) {
  const href = links.href(paths.branch, { pacticipant: branch.pacticipant, branch: branch.name })
  return {
    kind: 'branch',
    ...branch,
    updatedAt: formatTime(updatedAt),
    _links: { 'pb:branch': { title: 'Branch', name: branch.name, href } },
  }
}

export interface Group {
  readonly kind: SearchKind
  readonly items: readonly object[]
  readonly hasMore: boolean
}

interface Shown {
  readonly q: string
  readonly page: number
  readonly size: number
  readonly groups: readonly Group[]
}

export function searchHal(links: Links, { q, page, size, groups }: Shown, self: string) {
  const to = (kind: SearchKind, number: number) =>
    `${links.href(paths.search)}?${new URLSearchParams({ q, kind, page: String(number), size: String(size) }).toString()}`
  return {
    _embedded: {
      groups: groups.map(({ kind, items, hasMore }) => ({
        kind,
        items,
        hasMore,
        _links: {
          self: { title: 'All that was found of this kind', href: to(kind, page) },
          ...(hasMore ? { next: { title: 'Next page', href: to(kind, page + 1) } } : {}),
          ...(page > 1 ? { previous: { title: 'Previous page', href: to(kind, page - 1) } } : {}),
        },
      })),
    },
    _links: { self: { href: self } },
  }
}
