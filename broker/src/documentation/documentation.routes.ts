import type { Endpoint } from '../kernel/endpoint.ts'

export const documentationEndpoints: readonly Endpoint[] = []
