import type { BrokerEvent } from '../events/events.ts'

interface VersionInEnvironment {
  readonly pacticipantId: number
  readonly pacticipantName: string
  readonly versionId: number
  readonly versionNumber: string
  readonly environmentName: string
}

type Name = 'deployment_recorded' | 'undeployment_recorded' | 'release_recorded' | 'support_ended'

/** Something happened to a version in an environment. */
export function environmentEvent(name: Name, row: VersionInEnvironment): BrokerEvent {
  const { pacticipantId, pacticipantName, versionId, versionNumber, environmentName } = row
  const ids = { pacticipantId, versionId }
  return { name, pacticipant: pacticipantName, version: versionNumber, environment: environmentName, ids }
}
