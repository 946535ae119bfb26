import type { Endpoint } from '../kernel/endpoint.ts'

export const triggeredWebhookEndpoints: readonly Endpoint[] = []
