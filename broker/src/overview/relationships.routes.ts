import type { Endpoint } from '../kernel/endpoint.ts'

export const relationshipEndpoints: readonly Endpoint[] = []
