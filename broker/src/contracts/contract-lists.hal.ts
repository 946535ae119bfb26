import { paths } from '@tallystick/client/wire'
import { type Links, formatTime } from '../kernel/hal.ts'
import type { ContractVersionRow, ProviderContractRow } from './contract-lists.sql.ts'
import { contractTitle } from './contracts.hal.ts'
import type { Pair } from './contracts.sql.ts'

interface ListedPair {
  readonly self: string
  readonly pair: Pair
  readonly rows: readonly ContractVersionRow[]
}

const day = (time: Date) => time.toISOString().slice(0, 10).split('-').toReversed().join('/')

function embeddedContract(links: Links, { consumer, provider }: Pair, { number, createdAt }: ContractVersionRow) {
  const versionHref = links.href(paths.version, { pacticipant: consumer, version: number })
  const href = links.href(paths.pact, { consumer, provider, version: number })
  return {
    createdAt: formatTime(createdAt),
    _embedded: {
      consumerVersion: { number, _links: { self: { title: 'Version', name: number, href: versionHref } } },
    },
    _links: { self: { href, title: contractTitle({ consumer, provider, version: number }) } },
  }
}

function pairLinks(links: Links, { consumer, provider }: Pair) {
  const link = (title: string, name: string) => ({
    href: links.href(paths.pacticipant, { pacticipant: name }),
    title,
    name,
  })
  return { consumer: link('Consumer', consumer), provider: link('Provider', provider) }
}

function versionLinks(links: Links, { pair, rows }: ListedPair, title: string) {
  return rows.map(({ number, createdAt }) => ({
    href: links.href(paths.pact, { ...pair, version: number }),
    title,
    name: `Version ${number} - ${day(createdAt)}`,
  }))
}

const titleOf = ({ consumer, provider }: Pair) => `All versions of the pact between ${consumer} and ${provider}`

/** The relations of this list have no prefix. */
export function contractVersionsHal(links: Links, list: ListedPair) {
  const { self, pair, rows } = list
  return {
    _embedded: { pacts: rows.map((row) => embeddedContract(links, pair, row)) },
    _links: {
      self: { href: self, title: titleOf(pair) },
      ...pairLinks(links, pair),
      'pact-versions': versionLinks(links, list, 'Pact'),
    },
  }
}

export function taggedContractVersionsHal(links: Links, list: ListedPair, tag: string) {
  const { self, pair, rows } = list
  const { consumer, provider } = pairLinks(links, pair)
  return {
    _embedded: { pacts: rows.map((row) => embeddedContract(links, pair, row)) },
    _links: {
      self: { href: self, title: `${titleOf(pair)} with tag ${tag}` },
      'pb:consumer': consumer,
      'pb:provider': provider,
      'pb:pact-versions': versionLinks(links, list, 'Pact version'),
    },
  }
}

interface ListedProvider {
  readonly self: { readonly href: string; readonly title: string }
  readonly provider: string
  readonly rows: readonly ProviderContractRow[]
}

/** Links only, and each of them also by the name that it had before relations had a prefix. */
export function providerContractsHal(links: Links, { self, provider, rows }: ListedProvider) {
  const href = links.href(paths.pacticipant, { pacticipant: provider })
  const contracts = rows.map(({ consumer, version }) => ({
    href: links.href(paths.pact, { consumer, provider, version }),
    title: contractTitle({ consumer, provider, version }),
    name: consumer,
  }))
  return {
    _links: {
      self,
      'pb:provider': { href, name: provider },
      'pb:pacts': contracts,
      provider: { href, title: provider, name: 'DEPRECATED - please use the pb:provider relation' },
      pacts: contracts.map((link) => ({
        ...link,
        title: `DEPRECATED - please use the pb:pacts relation. ${link.title}`,
      })),
    },
  }
}
