import { pages } from '@tallystick/client/wire'
import { createRoute, createRouter } from '@tanstack/react-router'
import { accountRoutes } from './account-routes.tsx'
import { ErrorState } from './components/states.tsx'
import { Loading } from './components/Loading.tsx'
import { prefix } from './data/broker.ts'
import { applicationSearch } from './pages/application/search.ts'
import { deploymentSearch } from './pages/can-i-deploy/search.ts'
import { boardSearch, environmentSearch } from './pages/environments/search.ts'
import { contractSearch } from './pages/contract/search.ts'
import { networkSearch } from './pages/network/search.ts'
import { diffSearch } from './pages/diff/search.ts'
import { matrixSearch, pairSearch } from './pages/matrix/search.ts'
import { overviewSearch } from './pages/overview/search.ts'
import { searchSearch } from './pages/search/search.ts'
import { deletedSearch, retentionSearch } from './pages/settings/search.ts'
import { newWebhookSearch, webhookSearch, webhooksSearch } from './pages/webhooks/search.ts'
import { verificationSearch } from './pages/verification/search.ts'
import { routePath } from './paths.ts'
import { reads } from './reads.ts'
import { root } from './root-route.tsx'
import { readSearch, searchText } from './search-text.ts'

const overview = createRoute({
  getParentRoute: () => root,
  path: routePath(pages.overview),
  validateSearch: overviewSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ deps }) => reads.overview(deps),
}).lazy(() => import('./pages/overview/Overview.tsx').then(({ route }) => route))

const canIDeploy = createRoute({
  getParentRoute: () => root,
  path: routePath(pages.canIDeploy),
  validateSearch: deploymentSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ deps }) => reads.canIDeploy(deps),
}).lazy(() => import('./pages/can-i-deploy/CanIDeploy.tsx').then(({ route }) => route))

const network = createRoute({
  getParentRoute: () => root,
  path: routePath(pages.network),
  validateSearch: networkSearch,
  loaderDeps: ({ search: { environment, label, team } }) => ({ environment, label, team }),
  loader: ({ deps }) => reads.network(deps),
}).lazy(() => import('./pages/network/Network.tsx').then(({ route }) => route))

const application = createRoute({
  getParentRoute: () => root,
  path: routePath(pages.pacticipant),
  validateSearch: applicationSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ params, deps }) => reads.application(params.pacticipant, deps),
}).lazy(() => import('./pages/application/Application.tsx').then(({ route }) => route))

/** The same page, with one application in its middle. */
const pacticipantNetwork = createRoute({
  getParentRoute: () => root,
  path: routePath(pages.pacticipantNetwork),
  validateSearch: networkSearch,
}).lazy(() => import('./pages/network/PacticipantNetwork.tsx').then(({ route }) => route))

const search = createRoute({
  getParentRoute: () => root,
  path: routePath(pages.search),
  validateSearch: searchSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ deps }) => reads.search(deps),
}).lazy(() => import('./pages/search/Search.tsx').then(({ route }) => route))

const settings = createRoute({
  getParentRoute: () => root,
  path: routePath(pages.settings),
  validateSearch: retentionSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ deps }) => reads.retention(deps),
}).lazy(() => import('./pages/settings/Retention.tsx').then(({ route }) => route))

const settingsDeleted = createRoute({
  getParentRoute: () => root,
  path: routePath(pages.settingsDeleted),
  validateSearch: deletedSearch,
  loaderDeps: ({ search: { page } }) => ({ page }),
  loader: ({ deps }) => reads.deleted(deps.page),
}).lazy(() => import('./pages/settings/Deleted.tsx').then(({ route }) => route))

const settingsApi = createRoute({
  getParentRoute: () => root,
  path: routePath(pages.settingsApi),
}).lazy(() => import('./pages/settings/Api.tsx').then(({ route }) => route))

const settingsAbout = createRoute({
  getParentRoute: () => root,
  path: routePath(pages.settingsAbout),
  loader: () => reads.about(),
}).lazy(() => import('./pages/settings/About.tsx').then(({ route }) => route))

const webhooks = createRoute({
  getParentRoute: () => root,
  path: routePath(pages.webhooks),
  validateSearch: webhooksSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ deps }) => reads.webhooks(deps),
}).lazy(() => import('./pages/webhooks/Webhooks.tsx').then(({ route }) => route))

const newWebhook = createRoute({
  getParentRoute: () => root,
  path: routePath(pages.newWebhook),
  validateSearch: newWebhookSearch,
}).lazy(() => import('./pages/webhooks/NewWebhook.tsx').then(({ route }) => route))

const webhook = createRoute({
  getParentRoute: () => root,
  path: routePath(pages.webhook),
  validateSearch: webhookSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ params, deps }) => reads.webhook(params.uuid, deps),
}).lazy(() => import('./pages/webhooks/Webhook.tsx').then(({ route }) => route))

const diff = createRoute({
  getParentRoute: () => root,
  path: routePath(pages.diff),
  validateSearch: diffSearch,
  loader: ({ params }) => reads.diff(params),
}).lazy(() => import('./pages/diff/Diff.tsx').then(({ ofVersions }) => ofVersions))

const previousDiff = createRoute({
  getParentRoute: () => root,
  path: routePath(pages.previousDiff),
  validateSearch: diffSearch,
  loader: ({ params }) => reads.diff({ ...params, otherVersion: undefined }),
}).lazy(() => import('./pages/diff/Diff.tsx').then(({ ofPrevious }) => ofPrevious))

const contentDiff = createRoute({
  getParentRoute: () => root,
  path: routePath(pages.contentDiff),
  validateSearch: diffSearch,
  loader: ({ params }) => reads.diff(params),
}).lazy(() => import('./pages/diff/Diff.tsx').then(({ ofContents }) => ofContents))

const matrix = createRoute({
  getParentRoute: () => root,
  path: routePath(pages.matrix),
  validateSearch: matrixSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ deps }) => reads.matrix(deps),
}).lazy(() => import('./pages/matrix/Matrix.tsx').then(({ route }) => route))

const pairMatrix = createRoute({
  getParentRoute: () => root,
  path: routePath(pages.matrixForPair),
  validateSearch: pairSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ params, deps }) => reads.pairMatrix(params, deps),
}).lazy(() => import('./pages/matrix/PairMatrix.tsx').then(({ route }) => route))

const verification = createRoute({
  getParentRoute: () => root,
  path: routePath(pages.verificationRequests),
  validateSearch: verificationSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ deps }) => reads.verification(deps),
}).lazy(() => import('./pages/verification/Verification.tsx').then(({ route }) => route))

const environments = createRoute({
  getParentRoute: () => root,
  path: routePath(pages.environments),
  validateSearch: boardSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ deps }) => reads.board(deps),
}).lazy(() => import('./pages/environments/Board.tsx').then(({ route }) => route))

const environment = createRoute({
  getParentRoute: () => root,
  path: routePath(pages.environment),
  validateSearch: environmentSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ params, deps }) => reads.environment(params.environment, deps),
}).lazy(() => import('./pages/environments/Environment.tsx').then(({ route }) => route))

const contract = createRoute({
  getParentRoute: () => root,
  path: routePath(pages.contract),
  validateSearch: contractSearch,
  loader: ({ params }) => reads.contract(params),
}).lazy(() => import('./pages/contract/Contract.tsx').then(({ ofVersion }) => ofVersion))

const latestContract = createRoute({
  getParentRoute: () => root,
  path: routePath(pages.latestContract),
  validateSearch: contractSearch,
  loader: ({ params }) => reads.contract(params),
}).lazy(() => import('./pages/contract/Contract.tsx').then(({ ofPair }) => ofPair))

const contractContent = createRoute({
  getParentRoute: () => root,
  path: routePath(pages.contractContent),
  validateSearch: contractSearch,
  loader: ({ params }) => reads.contract(params),
}).lazy(() => import('./pages/contract/Contract.tsx').then(({ ofContent }) => ofContent))

const handedOutContract = createRoute({
  getParentRoute: () => root,
  path: routePath(pages.handedOutContract),
  validateSearch: contractSearch,
}).lazy(() => import('./pages/contract/Contract.tsx').then(({ ofHandedOut }) => ofHandedOut))

const verificationResult = createRoute({
  getParentRoute: () => root,
  path: routePath(pages.verificationResult),
  loader: ({ params }) => reads.result(params),
}).lazy(() => import('./pages/result/Result.tsx').then(({ route }) => route))

export const router = createRouter({
  routeTree: root.addChildren([
    overview,
    canIDeploy,
    network,
    pacticipantNetwork,
    application,
    search,
    settings,
    settingsDeleted,
    settingsApi,
    settingsAbout,
    ...accountRoutes,
    webhooks,
    newWebhook,
    webhook,
    diff,
    previousDiff,
    contentDiff,
    matrix,
    pairMatrix,
    verification,
    environments,
    environment,
    contract,
    latestContract,
    contractContent,
    handedOutContract,
    verificationResult,
  ]),
  basepath: prefix || '/',
  // Addresses are made to be read and shared: plain parameters, as the API has them.
  parseSearch: readSearch,
  stringifySearch: searchText,
  defaultPreload: 'intent',
  defaultPendingComponent: Loading,
  defaultErrorComponent: ErrorState,
  scrollRestoration: true,
})

// As in any browser, a page stays until the next is there: with it the focus, and what is typed. Only the first page has
// nothing before it, and shows that it loads.
const stopListening = router.subscribe('onResolved', () => {
  stopListening()
  router.update({ ...router.options, defaultPendingMs: Infinity })
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
