import type { Endpoint } from '../kernel/endpoint.ts'

export const deletionEndpoints: readonly Endpoint[] = []
