import { paths, providerStates } from '@tallystick/client/wire'
import type { Context } from '../context.ts'
import { notFound } from '../kernel/broker-error.ts'
import { type Endpoint, type Reply, endpoint, ok } from '../kernel/endpoint.ts'
import { providerNotFound } from '../pacticipants/pacticipants.errors.ts'
import { listKnownNames } from './contracts.sql.ts'
import { providerStatesHal } from './provider-states.hal.ts'
import { type ContractsInUse, findEnvironmentId, listProviderStates } from './provider-states.sql.ts'

async function show({ db }: Context, provider: string, contracts: ContractsInUse): Promise<Reply> {
  const rows = await listProviderStates(db, provider, contracts)
  if (rows.length === 0 && (await listKnownNames(db, [provider])).length === 0) throw providerNotFound(provider)
  return ok(providerStatesHal(rows))
}

const shared = { access: 'read', method: 'GET', responses: { 200: providerStates }, errors: ['not-found'] } as const

export const providerStateEndpoints: readonly Endpoint[] = [
  endpoint({
    ...shared,
    path: paths.providerStates,
    summary: "Lists the states that the contracts of the consumers' main branches expect of a provider",
    handler: async ({ context, params }) => show(context, params.provider, { of: 'main-branches' }),
  }),
  endpoint({
    ...shared,
    path: paths.providerStatesForBranch,
    summary: 'Lists the states that the newest contracts on a branch expect of a provider',
    handler: async ({ context, params: { provider, branch } }) => show(context, provider, { of: 'branch', branch }),
  }),
  endpoint({
    ...shared,
    path: paths.providerStatesForEnvironment,
    summary: 'Lists the states that the contracts in an environment, given by name or UUID, expect of a provider',
    async handler({ context, params: { provider, environment } }) {
      const environmentId = await findEnvironmentId(context.db, environment)
      if (environmentId === undefined) throw notFound(`No environment with name or UUID '${environment}' found`)
      return show(context, provider, { of: 'environment', environmentId })
    },
  }),
]
