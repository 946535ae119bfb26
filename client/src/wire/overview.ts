import { z } from 'zod'
import { links, page, timestamp } from './hal.ts'
import { text } from './text.ts'

/**
 * Where everything is: nothing but relations.
 *
 * @example
 * const reply = await fetch('http://127.0.0.1:9292/')
 * index.parse(await reply.json())._links['pb:environments'] !== undefined // → true
 */
export const index = z.object({ _links: links })
/** Where everything is. */
export type Index = z.infer<typeof index>

const dashboardVersion = z.object({
  number: text,
  branch: text.nullable(),
  /** The branches of which this version is the head. */
  headBranchNames: z.array(text),
  _links: links.optional(),
})

const headTag = z.object({ name: text, latest: z.literal(true), _links: links })

/**
 * A contract that matters now, and the newest result that its content has.
 *
 * @example
 * const reply = await fetch('http://127.0.0.1:9292/dashboard')
 * const [item] = (await reply.json()).items
 * dashboardItem.parse(item).verificationStatus // → 'success'
 */
export const dashboardItem = z.object({
  consumer: z.object({ name: text, version: dashboardVersion, _links: links }),
  provider: z.object({ name: text, version: dashboardVersion.nullable(), _links: links }),
  pact: z.object({ createdAt: timestamp, _links: links }),
  pactTags: z.array(headTag),
  latestVerificationResult: z.object({ success: z.boolean(), verifiedAt: timestamp, _links: links }).nullable(),
  latestVerificationResultTags: z.array(headTag),
  verificationStatus: z.enum(['never', 'success', 'failed', 'failed_pending', 'stale']),
  webhookStatus: z.enum(['none', 'not_run', 'retrying', 'success', 'failure']),
  latestWebhookExecution: z.object({ triggeredAt: timestamp }).nullable(),
  _links: links,
})
/** A contract that matters now, and its newest result. */
export type DashboardItem = z.infer<typeof dashboardItem>

/**
 * The contracts that matter now, the newest activity first.
 *
 * @example
 * const reply = await fetch('http://127.0.0.1:9292/dashboard')
 * dashboard.parse(await reply.json()).items.length > 0 // → true
 */
export const dashboard = z.object({ items: z.array(dashboardItem) })
/** The contracts that matter now. */
export type Dashboard = z.infer<typeof dashboard>

/**
 * How a pair stands, by the newest contract of the consumer's main branch, or of any where that has none: `failed` and
 * `pending` (it failed, and was never verified before, so it stops nobody), `overdue` and `unverified` without a result,
 * `verified`. In the order in which they want attention.
 *
 * @example
 * integrationStates[0] // → 'failed'
 */
export const integrationStates = ['failed', 'overdue', 'unverified', 'pending', 'verified'] as const
/**
 * One of these states.
 *
 * @example
 * integrationState.parse('overdue') // → 'overdue'
 */
export const integrationState = z.enum(integrationStates)
/** How a pair stands. */
export type IntegrationState = z.infer<typeof integrationState>

/**
 * How a list of pairs can be ordered: what wants attention first, the newest activity first, or by a name.
 *
 * @example
 * overviewOrders[0] // → 'attention'
 */
export const overviewOrders = ['attention', 'activity', 'consumer', 'provider'] as const
/** What comes first in a list of pairs. */
export type OverviewOrder = (typeof overviewOrders)[number]

const overviewVersion = z.object({ number: text, branch: text.nullable() })

/** To which an application belongs. */
const owner = z.object({ uuid: text, name: text }).nullable()

/**
 * A pair, how it stands, and by which versions.
 *
 * @example
 * const reply = await fetch('http://127.0.0.1:9292/overview')
 * const [item] = (await reply.json())._embedded.integrations
 * overviewItem.parse(item).state // → 'verified'
 */
export const overviewItem = z.object({
  consumer: z.object({ name: text, labels: z.array(text), team: owner, version: overviewVersion }),
  provider: z.object({
    name: text,
    labels: z.array(text),
    team: owner,
    /** The one that the newest result is of. */
    version: overviewVersion.nullable(),
  }),
  state: integrationState,
  publishedAt: timestamp,
  verifiedAt: timestamp.nullable(),
  /** Since when a result is waited for, where one is. */
  requestedAt: timestamp.nullable(),
  webhookStatus: z.enum(['none', 'not_run', 'retrying', 'success', 'failure']),
  _links: links,
})
/** A pair and how it stands. */
export type OverviewItem = z.infer<typeof overviewItem>

/**
 * Pairs of consumer and provider with how they stand.
 *
 * @example
 * const reply = await fetch('http://127.0.0.1:9292/overview')
 * overview.parse(await reply.json()).counts.integrations // → 1
 */
export const overview = z.object({
  /** Of all pairs that the question is about, whatever their state. */
  counts: z.object({ integrations: z.number(), states: z.record(integrationState, z.number()) }),
  _embedded: z.object({ integrations: z.array(overviewItem) }),
  page,
  _links: links,
})
/** A page of pairs and how they stand. */
export type Overview = z.infer<typeof overview>
