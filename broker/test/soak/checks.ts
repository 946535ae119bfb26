// After a soak: whether everything is there that was acknowledged, and whether everybody was told who wanted to be.

import { isDeepStrictEqual } from 'node:util'
import type { Send } from './balancer.ts'
import type { Ledger, Publication, Result } from './load.ts'
import { provider } from './load.ts'

const AT_ONCE = 8

/** What identifies an event in the body of a webhook. */
export const templates = {
  contract_published: '${pactbroker.consumerName} ${pactbroker.consumerVersionNumber}',
  provider_verification_published: '${pactbroker.consumerName} ${pactbroker.providerVersionNumber}',
}

export const eventsOf = ({ publications, results }: Ledger): readonly string[] => [
  ...publications.map(({ consumer, version }) => `${consumer} ${version}`),
  ...results.map(({ consumer, providerVersion }) => `${consumer} ${providerVersion}`),
]

async function filtered<One>(all: readonly One[], isWanted: (one: One) => Promise<boolean>): Promise<readonly One[]> {
  const wanted: One[] = []
  const rest = all.values()
  const worker = async () => {
    for (const one of rest) if (await isWanted(one)) wanted.push(one)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
  return wanted
}

/** The broker gives each interaction an id of its own. */
function differs({ contract }: Publication, stored: { readonly interactions: readonly object[] }): boolean {
  const published = stored.interactions.map((interaction) =>
    Object.fromEntries(Object.entries(interaction).filter(([key]) => key !== '_id')),
  )
  return !isDeepStrictEqual(published, contract.interactions)
}

export interface Lost {
  readonly publications: readonly Publication[]
  readonly results: readonly Result[]
  readonly deployments: readonly string[]
}

export async function findLost(send: Send, { publications, results, deployments }: Ledger): Promise<Lost> {
  return {
    publications: await filtered(publications, async (published) => {
      const { consumer, version } = published
      const path = `/pacts/provider/${provider}/consumer/${consumer}/version/${version}`
      const { status, json } = await send({ method: 'GET', path })
      return status !== 200 || differs(published, json)
    }),
    results: await filtered(results, async ({ path, success, providerVersion }) => {
      const { status, json } = await send({ method: 'GET', path })
      return status !== 200 || json.success !== success || json.providerApplicationVersion !== providerVersion
    }),
    deployments: await filtered(deployments, async (path) => (await send({ method: 'GET', path })).status !== 200),
  }
}
