import type { Endpoint } from '../kernel/endpoint.ts'
import { openApiEndpoint } from './openapi.routes.ts'

/** What explains the other endpoints, and itself. */
export function documentationEndpoints(others: readonly Endpoint[]): readonly Endpoint[] {
  const own: readonly Endpoint[] = [openApiEndpoint(() => [...others, ...own])]
  return own
}
