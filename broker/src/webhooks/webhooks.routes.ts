import type { Endpoint } from '../kernel/endpoint.ts'

export const webhookEndpoints: readonly Endpoint[] = []
