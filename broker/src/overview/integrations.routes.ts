import type { Endpoint } from '../kernel/endpoint.ts'

export const integrationEndpoints: readonly Endpoint[] = []
