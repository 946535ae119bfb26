import type { Endpoint } from '../kernel/endpoint.ts'

export const labelEndpoints: readonly Endpoint[] = []
