import { badge, pactBadgeQuery, paths, verdictBadgeQuery } from '@tallystick/client/wire'
import { randomBytes } from 'node:crypto'
import type { z } from 'zod'
import type { Context } from '../context.ts'
import type { Pair } from '../contracts/contracts.sql.ts'
import { type Call, type Endpoint, type Reply, endpoint } from '../kernel/endpoint.ts'
import {
  type Badge,
  canIDeployBadge,
  canIMergeBadge,
  errorBadge,
  notFoundBadge,
  pactBadge,
  pactNotFound,
} from './badge.ts'
import { shieldsUrl, svgOf } from './drawing.ts'
import { type Contracts, findNewestResult } from './newest-results.sql.ts'
import { findAnswer } from './verdict-badges.sql.ts'

const SVG = 'image/svg+xml'

interface Shown {
  readonly badge: Badge
  /** Where it is not `no-cache`. */
  readonly cacheControl?: string
}

function reply({ config }: Context, { badge, cacheControl = 'no-cache' }: Shown): Reply {
  const headers = { 'Cache-Control': cacheControl }
  if (config.badgeProviderMode === 'draw') return { status: 200, body: svgOf(badge), mediaType: SVG, headers }
  return { status: 307, headers: { ...headers, Location: shieldsUrl(config.shieldsIoBaseUrl, badge) } }
}

/** Even when something is broken the reader sees a badge, and the log says what it is. */
function failed({ log }: Context, err: unknown, url: string): Shown {
  const reference = randomBytes(5).toString('hex').toUpperCase()
  log.error({ err, reference, url }, `The badge ${url} failed`)
  return { badge: errorBadge(reference) }
}

function badgeEndpoint<const Path extends string, Query>(definition: {
  readonly path: Path
  readonly summary: string
  readonly query: z.ZodType<Query>
  readonly show: (call: Call<Path, Query, undefined>) => Promise<Shown>
}): Endpoint {
  const { show, ...described } = definition
  return endpoint({
    ...described,
    method: 'GET',
    access: 'badge',
    produces: [SVG],
    responses: { 200: badge, 307: null },
    errors: [],
    async handler(call: Call<Path, Query, undefined>) {
      const { context, url } = call
      return reply(context, await show(call).catch((error: unknown) => failed(context, error, url)))
    },
  })
}

interface ContractCall {
  readonly context: Context
  readonly params: Pair
  readonly query: { readonly label?: string | undefined; readonly initials?: string | undefined }
}

async function showContracts({ context, params, query }: ContractCall, contracts: Contracts): Promise<Shown> {
  const result = await findNewestResult(context.db, params, contracts)
  if (result === undefined) return { badge: pactNotFound }
  const isBetween = contracts.kind === 'betweenTags'
  const consumer = { name: params.consumer, tag: isBetween ? contracts.tag : undefined }
  const provider = { name: params.provider, tag: isBetween ? contracts.providerTag : undefined }
  const options = { label: query.label, initials: query.initials === 'true' }
  return { badge: pactBadge({ consumer, provider }, result, options) }
}

async function canIDeploy(
  context: Context,
  {
    selector,
    target,
    ...words
  }: Readonly<Record<'selector' | 'target', Parameters<typeof findAnswer>[1]>> & Parameters<typeof canIDeployBadge>[1],
): Promise<Shown> {
  const found = await findAnswer(context, selector, target)
  return { badge: 'answer' in found ? canIDeployBadge(found.answer, words) : notFoundBadge(found.missing) }
}

export const badgeEndpoints: readonly Endpoint[] = [
  badgeEndpoint({
    path: paths.latestPactBadge,
    summary: 'Draws whether the newest contract of a pair is verified',
    query: pactBadgeQuery,
    show: (call) => showContracts(call, { kind: 'latest' }),
  }),
  badgeEndpoint({
    path: paths.latestTaggedPactBadge,
    summary: 'Draws whether the newest contract of a pair with a tag is verified',
    query: pactBadgeQuery,
    show: (call) => showContracts(call, { kind: 'tagged', tag: call.params.tag }),
  }),
  badgeEndpoint({
    path: paths.latestUntaggedPactBadge,
    summary: 'Draws whether the newest contract of a pair without any tag is verified',
    query: pactBadgeQuery,
    show: (call) => showContracts(call, { kind: 'untagged' }),
  }),
  badgeEndpoint({
    path: paths.matrixBadge,
    summary: 'Draws whether provider versions with a tag have verified the newest contract with a tag',
    query: pactBadgeQuery,
    show(call) {
      const { consumerTag: tag, providerTag } = call.params
      return showContracts(call, { kind: 'betweenTags', tag, providerTag })
    },
  }),
  badgeEndpoint({
    path: paths.canIDeployBadge,
    summary: 'Draws whether the newest version with a tag can go to where the versions with another tag are',
    query: verdictBadgeQuery,
    async show({ context, params: { pacticipant, tag, environmentTag: to }, query: { label } }) {
      const selector = { pacticipant, tag, latest: true }
      return canIDeploy(context, { selector, target: { tag: to, latest: true }, from: tag, to, label })
    },
  }),
  badgeEndpoint({
    path: paths.canIDeployBranchBadge,
    summary: 'Draws whether the head of a branch can be deployed to an environment',
    query: verdictBadgeQuery,
    async show({ context, params: { pacticipant, branch, environment }, query: { label } }) {
      const selector = { pacticipant, branch, latest: true }
      return canIDeploy(context, { selector, target: { environment }, from: branch, to: environment, label })
    },
  }),
  badgeEndpoint({
    path: paths.canIMergeBadge,
    summary: "Draws whether the head of the main branch works with the heads of the others' main branches",
    query: verdictBadgeQuery,
    async show({ context, params: { pacticipant }, query }) {
      const head = { mainBranch: true, latest: true }
      const found = await findAnswer(context, { pacticipant, ...head }, head)
      if ('missing' in found) {
        return { badge: notFoundBadge(found.missing === 'version' ? 'main branch version' : found.missing) }
      }
      return { badge: canIMergeBadge(found.answer, query), cacheControl: context.config.badgeDefaultCacheSetting }
    },
  }),
]
