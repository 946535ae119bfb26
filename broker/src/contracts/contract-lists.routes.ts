import type { Endpoint } from '../kernel/endpoint.ts'

export const contractListEndpoints: readonly Endpoint[] = []
