import { pages } from '@tallystick/client/wire'
import { createRootRoute, createRoute, createRouter } from '@tanstack/react-router'
import { Shell } from './components/Shell.tsx'
import { ErrorState, NotFound } from './components/states.tsx'
import { Loading } from './components/Loading.tsx'
import { prefix } from './data/broker.ts'
import { deploymentSearch } from './pages/can-i-deploy/search.ts'
import { overviewSearch } from './pages/overview/search.ts'
import { readSearch, routePath, searchText } from './paths.ts'

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound })

const overview = createRoute({
  getParentRoute: () => root,
  path: routePath(pages.overview),
  validateSearch: overviewSearch,
}).lazy(() => import('./pages/overview/Overview.tsx').then(({ route }) => route))

const canIDeploy = createRoute({
  getParentRoute: () => root,
  path: routePath(pages.canIDeploy),
  validateSearch: deploymentSearch,
}).lazy(() => import('./pages/can-i-deploy/CanIDeploy.tsx').then(({ route }) => route))

export const router = createRouter({
  routeTree: root.addChildren([overview, canIDeploy]),
  basepath: prefix || '/',
  // Addresses are made to be read and shared: plain parameters, as the API has them.
  parseSearch: readSearch,
  stringifySearch: searchText,
  defaultPreload: 'intent',
  defaultPendingComponent: Loading,
  defaultErrorComponent: ErrorState,
  scrollRestoration: true,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
