import { z } from 'zod'
import { call } from '../broker/call.ts'
import type { Transport } from '../broker/transport.ts'
import type { VersionRecord } from '../wire/imports.ts'
import { expand, paths } from '../wire/paths.ts'
import { applications, type ApplicationAnswer, branches, shownContract, versions } from './answers.ts'
import { type KnownVersion, knownVersion } from './known-version.ts'
import { readPages } from './pages.ts'

export const readApplications = (transport: Transport): Promise<readonly ApplicationAnswer[]> =>
  readPages(transport, { url: paths.pacticipants, answer: applications }, ({ _embedded }) => _embedded.pacticipants)

/** The oldest first: that is their order in the other broker too. */
export async function readVersions(transport: Transport, pacticipant: string): Promise<readonly KnownVersion[]> {
  const url = expand(paths.versions, { pacticipant })
  const found = await readPages(transport, { url, answer: versions }, ({ _embedded }) => _embedded.versions)
  // One that is published meanwhile moves others to the next page: they are there twice then.
  return [...new Map(found.map((one) => [one.number, knownVersion(one)])).values()].toReversed()
}

/** When the branches began. */
export async function readBranches(transport: Transport, pacticipant: string): Promise<ReadonlyMap<string, string>> {
  const url = expand(paths.branches, { pacticipant })
  const found = await readPages(transport, { url, answer: branches }, ({ _embedded }) => _embedded.branches)
  return new Map(found.map(({ name, createdAt }) => [name, createdAt]))
}

export interface ContractPlace {
  readonly consumer: string
  readonly version: string
  readonly provider: string
}

export interface ReadContract {
  readonly record: VersionRecord['contracts'][number]
  /** By which the content is known there. */
  readonly sha: string
}

const shaIn = (href: string) => /\/pact-version\/([^/]+)/.exec(href)?.[1]

/** By which name the content of a shown contract is known. */
export function contentNameOf({ _links }: z.infer<typeof shownContract>): string {
  const link = _links['pb:pact-version']
  if (link === undefined || Array.isArray(link)) return ''
  return shaIn(link.href) ?? link.name ?? ''
}

/** A contract to the letter, with what the broker shows beside it: the other broker knows that from what was published. */
export async function readContract(transport: Transport, at: ContractPlace): Promise<ReadContract> {
  const url = expand(paths.pact, at)
  const content = await call(transport, { method: 'GET', url, answer: z.string(), parse: (text) => text })
  const shown = shownContract.parse(JSON.parse(content))
  return { record: { provider: at.provider, createdAt: shown.createdAt, content }, sha: contentNameOf(shown) }
}
