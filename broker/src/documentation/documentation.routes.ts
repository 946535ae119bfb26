import type { Endpoint } from '../kernel/endpoint.ts'
import { explorerEndpoints } from './explorer.routes.ts'
import { openApiEndpoint } from './openapi.routes.ts'
import { relationEndpoints } from './relation-pages.routes.ts'

/** What explains the other endpoints, and itself. */
export function documentationEndpoints(others: readonly Endpoint[]): readonly Endpoint[] {
  const all = () => [...others, ...own]
  const own: readonly Endpoint[] = [openApiEndpoint(all), ...relationEndpoints(all), ...explorerEndpoints()]
  return own
}
