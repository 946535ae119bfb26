import type { Endpoint } from '../kernel/endpoint.ts'

export const verificationRequestEndpoints: readonly Endpoint[] = []
