import type { Endpoint } from '../kernel/endpoint.ts'

export const eventEndpoints: readonly Endpoint[] = []
