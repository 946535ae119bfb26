import { latestContracts, paths } from '@tallystick/client/wire'
import { type Endpoint, endpoint, ok } from '../kernel/endpoint.ts'
import { latestContractsHal } from './latest-contracts.hal.ts'
import { listLatestContracts } from './latest-contracts.sql.ts'

export const latestContractEndpoints: readonly Endpoint[] = [
  endpoint({
    method: 'GET',
    path: paths.latestPacts,
    summary: 'Lists the newest contract of every consumer with each of its providers',
    access: 'read',
    responses: { 200: latestContracts },
    errors: [],
    handler: async ({ context, links }) => ok(latestContractsHal(links, await listLatestContracts(context.db))),
  }),
]
