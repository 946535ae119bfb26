import { call, find } from '../broker/call.ts'
import type { Transport } from '../broker/transport.ts'
import type { ImportRecord, VersionRecord } from '../wire/imports.ts'
import { expand, paths } from '../wire/paths.ts'
import {
  type DeployedAnswer,
  type EnvironmentAnswer,
  type ReleasedAnswer,
  deployedVersions,
  environments,
  releasedVersions,
} from './answers.ts'

type DeploymentRecord = Extract<ImportRecord, { readonly kind: 'deployment' }>
type ReleaseRecord = Extract<ImportRecord, { readonly kind: 'release' }>

export async function readEnvironments(transport: Transport): Promise<readonly EnvironmentAnswer[]> {
  const { _embedded } = await call(transport, { method: 'GET', url: paths.environments, answer: environments })
  return _embedded.environments
}

function deployment({ name }: EnvironmentAnswer, answer: DeployedAnswer): VersionRecord['deployments'][number] {
  const { applicationInstance = answer.target, createdAt, undeployedAt } = answer
  return {
    environment: name,
    createdAt,
    ...(applicationInstance ? { applicationInstance } : {}),
    ...(undeployedAt ? { undeployedAt } : {}),
  }
}

function release({ name }: EnvironmentAnswer, { createdAt, supportEndedAt }: ReleasedAnswer) {
  return { environment: name, createdAt, ...(supportEndedAt ? { supportEndedAt } : {}) }
}

function whose({ _embedded }: DeployedAnswer | ReleasedAnswer) {
  const application = _embedded?.pacticipant?.name
  const version = _embedded?.version?.number
  return application === undefined || version === undefined ? undefined : { application, version }
}

/** What is there now, the oldest first. */
export async function readDeployments(
  transport: Transport,
  environment: EnvironmentAnswer,
): Promise<readonly DeploymentRecord[]> {
  const url = expand(paths.currentlyDeployed, { environment: environment.uuid })
  const { _embedded } = await call(transport, { method: 'GET', url, answer: deployedVersions })
  const found = _embedded.deployedVersions.flatMap((one): readonly DeploymentRecord[] => {
    const of = whose(one)
    return of ? [{ kind: 'deployment', ...of, ...deployment(environment, one) }] : []
  })
  return found.toSorted(byTime)
}

/** What is supported there now, the oldest first. */
export async function readReleases(
  transport: Transport,
  environment: EnvironmentAnswer,
): Promise<readonly ReleaseRecord[]> {
  const url = expand(paths.currentlySupported, { environment: environment.uuid })
  const { _embedded } = await call(transport, { method: 'GET', url, answer: releasedVersions })
  const found = _embedded.releasedVersions.flatMap((one): readonly ReleaseRecord[] => {
    const of = whose(one)
    return of ? [{ kind: 'release', ...of, ...release(environment, one) }] : []
  })
  return found.toSorted(byTime)
}

const byTime = (one: { readonly createdAt: string }, other: { readonly createdAt: string }) =>
  Date.parse(one.createdAt) - Date.parse(other.createdAt)

interface OfVersion {
  readonly pacticipant: string
  readonly version: string
}

/** Where a version was at any time, the oldest first. */
export async function readHistory(
  transport: Transport,
  of: OfVersion,
  known: readonly EnvironmentAnswer[],
): Promise<Pick<VersionRecord, 'deployments' | 'releases'>> {
  const deployments: VersionRecord['deployments'][number][] = []
  const releases: VersionRecord['releases'][number][] = []
  for (const environment of known) {
    const at = { ...of, environment: environment.uuid }
    const [deployed, released] = await Promise.all([
      find(transport, { method: 'GET', url: expand(paths.deployedVersions, at), answer: deployedVersions }),
      find(transport, { method: 'GET', url: expand(paths.releasedVersions, at), answer: releasedVersions }),
    ])
    deployments.push(...(deployed?._embedded.deployedVersions ?? []).map((one) => deployment(environment, one)))
    releases.push(...(released?._embedded.releasedVersions ?? []).map((one) => release(environment, one)))
  }
  return { deployments: deployments.toSorted(byTime), releases: releases.toSorted(byTime) }
}
