import type { BrokerClient } from '../broker/broker-client.ts'
import { clientVersion } from '../environment.ts'
import type { ResultAddress } from './loaded-contract.ts'
import type { KnownVersion } from './publishing.ts'
import type { InteractionResult } from './result.ts'
import { testResults } from './test-results.ts'

export interface ResultToPublish {
  readonly address: ResultAddress
  readonly results: readonly InteractionResult[]
}

interface Publisher {
  readonly provider: string
  readonly version: KnownVersion
  readonly testFramework?: string | undefined
}

/** The version must be on its branch before its results come: the broker judges them by it. */
async function recordVersion(broker: BrokerClient, { provider, version }: Publisher): Promise<void> {
  const { number, branch, tags } = version
  if (branch !== undefined) await broker.addToBranch({ pacticipant: provider, version: number, branch })
  for (const tag of tags) await broker.tagVersion({ pacticipant: provider, version: number, tag })
}

/** Publishes the result of each contract. Throws a BrokerCallError when the broker does not take one. */
export async function publishResults(toPublish: readonly ResultToPublish[], publisher: Publisher): Promise<void> {
  const { number, branch, buildUrl } = publisher.version
  for (const broker of new Set(toPublish.map(({ address }) => address.broker))) await recordVersion(broker, publisher)
  for (const { address, results } of toPublish) {
    await address.broker.publishVerificationResult(address.contract, {
      success: results.every(({ success }) => success),
      providerApplicationVersion: number,
      providerApplicationVersionBranch: branch,
      buildUrl,
      testResults: testResults(results),
      verifiedBy: {
        implementation: 'Tallystick',
        version: clientVersion(),
        clientLanguage: { name: 'node', version: process.versions.node, testFramework: publisher.testFramework },
      },
    })
  }
}
