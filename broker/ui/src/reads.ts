// What a page reads before it is shown, and as soon as somebody is about to follow a link to it. A page that asked first
// when it is shown would wait a while longer: React does not replace what stands in for a page at once. Whatever goes
// wrong is said by the page, which asks again.

import { environmentsQuery } from './data/environments.ts'
import { meQuery } from './data/me.ts'
import { queries } from './data/queries.ts'
import { teamsQuery } from './data/teams.ts'
import { peopleQuery, teamListQuery, teamQuery } from './pages/accounts/queries.ts'
import type { TeamsSearch } from './pages/accounts/search.ts'
import { pacticipantQuery, readPart } from './pages/application/queries.ts'
import type { ApplicationSearch } from './pages/application/search.ts'
import { auditQuery } from './pages/audit/queries.ts'
import type { AuditSearch } from './pages/audit/search.ts'
import { deploymentQuery } from './pages/can-i-deploy/queries.ts'
import { type DeploymentSearch, isWhole } from './pages/can-i-deploy/search.ts'
import {
  type ContractAddress,
  contractQuery,
  identityOf,
  interactionResultsQuery,
  publisherQuery,
  resultsQuery as contentResultsQuery,
  versionsQuery,
} from './pages/contract/queries.ts'
import {
  type Question,
  contractPaths,
  contractQuery as comparedQuery,
  versionsQuery as comparableQuery,
} from './pages/diff/queries.ts'
import { boardQuery, changesQuery, inventoryQuery } from './pages/environments/queries.ts'
import type { BoardSearch, EnvironmentSearch } from './pages/environments/search.ts'
import { gridQuery, matrixQuery, pairListQuery } from './pages/matrix/queries.ts'
import type { MatrixSearch, PairSearch } from './pages/matrix/search.ts'
import { prepareLayout } from './pages/network/lay-out.ts'
import { networkQuery } from './pages/network/queries.ts'
import type { NetworkSearch } from './pages/network/search.ts'
import { overridesQuery } from './pages/overrides/queries.ts'
import type { OverridesSearch } from './pages/overrides/search.ts'
import { overviewQuery } from './pages/overview/queries.ts'
import type { OverviewSearch } from './pages/overview/search.ts'
import { type ResultAddress, resultQuery } from './pages/result/queries.ts'
import { pageQuery } from './pages/search/queries.ts'
import type { SearchSearch } from './pages/search/search.ts'
import { aboutQuery, deletionsQuery, previewQuery, retentionQuery } from './pages/settings/queries.ts'
import type { RetentionSearch } from './pages/settings/search.ts'
import { signInQuery } from './pages/sign-in/queries.ts'
import { tokensQuery } from './pages/tokens/queries.ts'
import type { TokensSearch } from './pages/tokens/search.ts'
import { trustRulesQuery } from './pages/trust-rules/queries.ts'
import type { TrustRulesSearch } from './pages/trust-rules/search.ts'
import { requestsQuery, resultsQuery } from './pages/verification/queries.ts'
import type { VerificationSearch } from './pages/verification/search.ts'
import { deliveriesQuery, webhookQuery, webhooksQuery } from './pages/webhooks/queries.ts'
import type { WebhookSearch, WebhooksSearch } from './pages/webhooks/search.ts'

type Read = Promise<unknown>

const afterMs = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

interface Pair {
  readonly consumer: string
  readonly provider: string
}

export const reads = {
  overview: (search: OverviewSearch): Read =>
    Promise.all([
      queries.prefetchQuery(overviewQuery(search)),
      queries.prefetchQuery(environmentsQuery),
      queries.prefetchQuery(teamsQuery),
    ]),

  canIDeploy: (search: DeploymentSearch): Read =>
    Promise.all([
      queries.prefetchQuery(environmentsQuery),
      isWhole(search) && queries.prefetchQuery(deploymentQuery(search)),
    ]),

  application: (pacticipant: string, search: ApplicationSearch): Read =>
    Promise.all([queries.prefetchQuery(pacticipantQuery(pacticipant)), readPart(queries, pacticipant, search)]),

  network(search: NetworkSearch): Read {
    prepareLayout()
    return Promise.all([queries.prefetchQuery(networkQuery(search)), queries.prefetchQuery(environmentsQuery)])
  },

  search: (search: SearchSearch): Read => queries.prefetchQuery(pageQuery(search)),

  /** With the preview, unless that takes long: then it comes later, below the settings. */
  retention({ pacticipant, page }: RetentionSearch): Read {
    const preview = pacticipant === undefined ? queries.prefetchQuery(previewQuery(page)) : undefined
    return Promise.all([queries.prefetchQuery(retentionQuery), Promise.race([preview, afterMs(300)])])
  },

  deleted: (page: number | undefined): Read => queries.prefetchQuery(deletionsQuery(page)),

  about: (): Read => queries.prefetchQuery(aboutQuery),

  teams: (search: TeamsSearch): Read =>
    Promise.all([queries.prefetchQuery(teamListQuery(search)), queries.prefetchQuery(meQuery)]),

  team: (key: string): Read => Promise.all([queries.prefetchQuery(teamQuery(key)), queries.prefetchQuery(meQuery)]),

  tokens: (search: TokensSearch): Read =>
    Promise.all([queries.prefetchQuery(tokensQuery(search)), queries.prefetchQuery(meQuery)]),

  trustRules: (search: TrustRulesSearch): Read =>
    Promise.all([queries.prefetchQuery(trustRulesQuery(search)), queries.prefetchQuery(meQuery)]),

  people: (search: TeamsSearch): Read =>
    Promise.all([queries.prefetchQuery(peopleQuery(search)), queries.prefetchQuery(meQuery)]),

  signIn: (): Read => queries.prefetchQuery(signInQuery),

  profile: (): Read => queries.prefetchQuery(meQuery),

  overrides: (search: OverridesSearch): Read =>
    Promise.all([queries.prefetchQuery(overridesQuery(search)), queries.prefetchQuery(environmentsQuery)]),

  audit: (search: AuditSearch): Read => queries.prefetchQuery(auditQuery(search)),

  webhooks: (search: WebhooksSearch): Read => queries.prefetchQuery(webhooksQuery(search)),

  webhook: (uuid: string, { part, page }: WebhookSearch): Read =>
    Promise.all([
      queries.prefetchQuery(webhookQuery(uuid)),
      part === 'deliveries' && queries.prefetchQuery(deliveriesQuery(uuid, page)),
    ]),

  diff: (question: Question): Read =>
    Promise.all([
      queries.prefetchInfiniteQuery(comparableQuery(question)),
      ...contractPaths(question).map((path) => queries.prefetchQuery(comparedQuery(path))),
    ]),

  matrix: (search: MatrixSearch): Read =>
    Promise.all([
      queries.prefetchQuery(environmentsQuery),
      search.q !== undefined && queries.prefetchQuery(matrixQuery(search)),
    ]),

  pairMatrix: (pair: Pair, search: PairSearch): Read =>
    search.view === 'list'
      ? queries.prefetchQuery(pairListQuery(pair, search))
      : queries.prefetchQuery(gridQuery({ ...pair, page: search.page, providerPage: search.providerPage })),

  verification: (search: VerificationSearch): Read =>
    search.tab === 'results'
      ? queries.prefetchQuery(resultsQuery(search))
      : queries.prefetchQuery(requestsQuery(search)),

  board: (search: BoardSearch): Read =>
    Promise.all([queries.prefetchQuery(boardQuery(search)), queries.prefetchQuery(environmentsQuery)]),

  async environment(asked: string, search: EnvironmentSearch) {
    await queries.prefetchQuery(environmentsQuery)
    const known = queries.getQueryData(environmentsQuery.queryKey) ?? []
    const environment = known.find(({ uuid, name }) => uuid === asked || name === asked)
    if (!environment) return
    await Promise.all([
      queries.prefetchQuery(inventoryQuery(environment, search)),
      queries.prefetchQuery(changesQuery(environment, search)),
    ])
  },

  async contract(address: ContractAddress) {
    const query = contractQuery(address)
    await queries.prefetchQuery(query)
    const contract = queries.getQueryData(query.queryKey)
    if (!contract) return
    const { consumer, provider } = address
    const { version, content } = identityOf(contract, { consumer, provider })
    await Promise.all([
      queries.prefetchQuery(publisherQuery(consumer, version)),
      queries.prefetchQuery(contentResultsQuery(content)),
      queries.prefetchQuery(versionsQuery(content)),
      queries.prefetchQuery(interactionResultsQuery(content)),
    ])
  },

  result: (address: ResultAddress): Read => queries.prefetchQuery(resultQuery(address)),
} as const
