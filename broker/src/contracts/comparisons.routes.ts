import type { Endpoint } from '../kernel/endpoint.ts'

export const comparisonEndpoints: readonly Endpoint[] = []
