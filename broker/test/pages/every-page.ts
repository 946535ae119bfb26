// The address of each page about something that a broker has: to photograph and to time them all.

import { expand, pages, paths } from '@tallystick/client/wire'

type PageName = keyof typeof pages

interface Hal {
  readonly [name: string]: unknown
  readonly _links: Readonly<Record<string, { readonly href: string }>>
}

async function read<Body = Hal>(url: string): Promise<Body> {
  const response = await fetch(url, { headers: { Accept: 'application/hal+json' } })
  if (!response.ok) throw new Error(`GET ${url}: ${response.status} ${await response.text()}`)
  return (await response.json()) as Body
}

interface OverviewItem {
  readonly consumer: { readonly name: string; readonly version: { readonly number: string } }
  readonly provider: { readonly name: string }
  readonly state: string
}

/** The pair that wants attention most, of those that have been verified. */
async function interestingPair(broker: string): Promise<OverviewItem> {
  const overview = await read<{ _embedded: { integrations: readonly OverviewItem[] } }>(broker + paths.overview)
  const items = overview._embedded.integrations
  const item = items.find(({ state }) => ['failed', 'pending', 'verified'].includes(state)) ?? items[0]
  if (!item) throw new Error(`${broker} has no contract yet`)
  return item
}

interface ContractVersions {
  readonly _embedded: {
    readonly pacts: readonly { readonly _embedded: { readonly consumerVersion: { readonly number: string } } }[]
  }
}

/** What the pages are about. */
async function subjects(broker: string) {
  const item = await interestingPair(broker)
  const pair = { consumer: item.consumer.name, provider: item.provider.name }
  const version = item.consumer.version.number
  const contract = await read(broker + expand(paths.pact, { ...pair, version }))
  const sha = /pact-version\/([0-9a-f]+)/.exec(JSON.stringify(contract._links))?.[1] ?? ''
  const versions = await read<ContractVersions>(broker + expand(paths.pactVersions, pair))
  const numbers = versions._embedded.pacts.map(({ _embedded }) => _embedded.consumerVersion.number)
  const otherVersion = numbers.find((number) => number !== version) ?? version
  const { environments } = (
    await read<{ _embedded: { environments: readonly { name: string; production: boolean }[] } }>(
      broker + paths.environments,
    )
  )._embedded
  const environment = environments.find(({ production }) => production)?.name ?? ''
  const webhooks = await read(broker + paths.webhooks)
  const uuid = /webhooks\/([\w-]+)/.exec(JSON.stringify(webhooks._links['pb:webhooks'] ?? ''))?.[1]
  const teams = await read<{ _embedded: { teams: readonly { name: string }[] } }>(broker + paths.teams)
  const team = teams._embedded.teams[0]?.name
  return { ...pair, team, pacticipant: pair.consumer, version, otherVersion, sha, pactVersion: sha, environment, uuid }
}

export interface PageAddress {
  readonly name: string
  readonly path: string
}

/** Every page, by name; those about something that the broker does not have are left out. */
export async function everyPage(broker: string): Promise<readonly PageAddress[]> {
  const about = await subjects(broker)
  const { pacticipant, version, environment } = about
  const results = await fetch(broker + expand(paths.latestVerificationResultForPact, about))
  const number = results.ok ? /verification-results\/(\d+)/.exec(await results.text())?.[1] : undefined
  const searches: Partial<Record<PageName, Readonly<Record<string, string>>>> = {
    canIDeploy: { pacticipant, version, environment },
    contract: { result: 'failed', open: 'all' },
    search: { q: pacticipant },
    matrix: { 'q[][pacticipant]': pacticipant, latestby: 'cvpv' },
  }
  const values: Readonly<Record<string, string | undefined>> = { ...about, number, metadata: '' }
  const isKnown = (template: string) =>
    [...template.matchAll(/\{(\w+)\}/g)].every(([, name = '']) => Boolean(values[name]))
  return Object.entries(pages).flatMap(([name, template]) => {
    if (!isKnown(template)) return []
    const search = new URLSearchParams(searches[name as PageName]).toString()
    const path = template.replaceAll(/\{(\w+)\}/g, (_, parameter: string) =>
      encodeURIComponent(values[parameter] ?? ''),
    )
    return [{ name, path: search ? `${path}?${search}` : path }]
  })
}
