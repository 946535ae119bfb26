import type { BrokerClient } from '../broker/broker-client.ts'
import type { Report } from './report.ts'

interface VersionsIn {
  readonly environment: string
  readonly pacticipant: string
  readonly deployed: boolean | undefined
  readonly released: boolean | undefined
}

const ofOne = (
  pacticipant: string,
  { _embedded }: { readonly _embedded?: { pacticipant: { name: string } } | undefined },
) => _embedded?.pacticipant.name.toLowerCase() === pacticipant.toLowerCase()

/** Both kinds, unless one is asked for. */
export async function describeVersionsIn(broker: BrokerClient, which: VersionsIn): Promise<Report> {
  const { environment, pacticipant } = which
  const isBoth = Boolean(which.deployed) === Boolean(which.released)
  const deployed = which.deployed || isBoth ? await broker.listDeployedVersions(environment) : []
  const released = which.released || isBoth ? await broker.listReleasedVersions(environment) : []
  const deployedVersions = deployed.filter((one) => ofOne(pacticipant, one))
  const releasedVersions = released.filter((one) => ofOne(pacticipant, one))
  const rows = [
    ...deployedVersions.map(({ _embedded, applicationInstance, createdAt }) => [
      _embedded?.version.number ?? '',
      'deployed',
      applicationInstance ?? '',
      createdAt,
    ]),
    ...releasedVersions.map(({ _embedded, createdAt }) => [_embedded?.version.number ?? '', 'released', '', createdAt]),
  ]
  const none = { text: `No version of ${pacticipant} is recorded in ${environment}.` }
  return {
    json: { _embedded: { deployedVersions, releasedVersions } },
    id: rows.map(([number]) => number).join('\n'),
    blocks: rows.length > 0 ? [{ header: ['VERSION', 'STATUS', 'INSTANCE', 'SINCE'], rows }] : [{ lines: [none] }],
  }
}
