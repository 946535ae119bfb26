import type { Endpoint } from '../kernel/endpoint.ts'

export const badgeEndpoints: readonly Endpoint[] = []
