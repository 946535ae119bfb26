import type { Endpoint } from '../kernel/endpoint.ts'

export const metricEndpoints: readonly Endpoint[] = []
