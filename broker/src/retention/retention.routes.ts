import type { Endpoint } from '../kernel/endpoint.ts'
import { restoreEndpoints } from './restore-deletion.routes.ts'

export const retentionEndpoints: readonly Endpoint[] = [...restoreEndpoints]
