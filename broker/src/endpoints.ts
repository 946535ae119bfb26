import type { Endpoint } from './kernel/endpoint.ts'
import { pacticipantEndpoints } from './pacticipants/pacticipants.routes.ts'

/** Everything the broker answers, in the order of the slices. */
export const endpoints: readonly Endpoint[] = [...pacticipantEndpoints]
