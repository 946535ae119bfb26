import type { Endpoint } from '../kernel/endpoint.ts'

export const retentionEndpoints: readonly Endpoint[] = []
