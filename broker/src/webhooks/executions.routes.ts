import type { Endpoint } from '../kernel/endpoint.ts'

export const executionEndpoints: readonly Endpoint[] = []
