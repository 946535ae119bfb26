import type { Endpoint } from '../kernel/endpoint.ts'

export const providerStateEndpoints: readonly Endpoint[] = []
