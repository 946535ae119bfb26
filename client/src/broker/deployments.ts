import { type DeployedVersion, deployedVersion, deployedVersions } from '../wire/deployments.ts'
import { expand, paths } from '../wire/paths.ts'
import { call, queryString } from './call.ts'
import { getEnvironment } from './environments.ts'
import type { Transport } from './transport.ts'
import { type VersionInEnvironment, notFound, versionMissing } from './version-in-environment.ts'

/** Tells applications apart of which several instances run in one environment. */
export interface Instance {
  readonly applicationInstance?: string | undefined
}

async function record(transport: Transport, where: VersionInEnvironment & Instance): Promise<DeployedVersion> {
  const { pacticipant, version, applicationInstance } = where
  const { uuid } = await getEnvironment(transport, where.environment)
  const url = expand(paths.deployedVersions, { pacticipant, version, environment: uuid })
  const body = applicationInstance === undefined ? {} : { applicationInstance }
  try {
    return await call(transport, { method: 'POST', url, body, answer: deployedVersion })
  } catch (error) {
    throw versionMissing(error, where)
  }
}

async function list(transport: Transport, environment: string, pacticipant?: string) {
  const { uuid } = await getEnvironment(transport, environment)
  const url = expand(paths.currentlyDeployed, { environment: uuid }) + queryString([['pacticipant', pacticipant]])
  const answer = await call(transport, { method: 'GET', url, answer: deployedVersions })
  return answer._embedded.deployedVersions
}

async function undeploy(transport: Transport, where: Omit<VersionInEnvironment, 'version'> & Instance) {
  const { pacticipant, environment, applicationInstance } = where
  const deployed = await list(transport, environment, pacticipant)
  const matching = deployed.filter((one) => (one.applicationInstance ?? '') === (applicationInstance ?? ''))
  if (matching.length === 0) {
    const what = applicationInstance ? `Instance ${applicationInstance} of ${pacticipant}` : pacticipant
    const there = deployed.map((one) => one.applicationInstance || 'one without a name')
    const instances = there.length > 0 ? ` Recorded there are these instances: ${there.join(', ')}.` : ''
    throw notFound(`${what} is not recorded as deployed in ${environment}.${instances}`)
  }
  return Promise.all(
    matching.map(({ uuid }) =>
      call(transport, {
        method: 'PATCH',
        url: expand(paths.deployedVersion, { uuid }),
        contentType: 'application/merge-patch+json',
        body: { currentlyDeployed: false },
        answer: deployedVersion,
      }),
    ),
  )
}

export function deploymentCalls(transport: Transport) {
  return {
    /**
     * Records that a version was deployed: it takes the place of the one that ran there before. Repeating it changes
     * nothing. Refused when the broker does not know the version or the environment.
     *
     * @example
     * const deployed = await broker.recordDeployment({
     *   pacticipant: 'Stock',
     *   version: '5',
     *   environment: 'production',
     * })
     * deployed.currentlyDeployed // → true
     */
    recordDeployment: (where: VersionInEnvironment & Instance): Promise<DeployedVersion> => record(transport, where),

    /**
     * What is recorded as deployed in an environment now.
     *
     * @example
     * const deployed = await broker.listDeployedVersions('production')
     * deployed.map(({ _embedded }) => _embedded?.pacticipant.name) // → ['Stock']
     */
    listDeployedVersions: (environment: string): Promise<readonly DeployedVersion[]> => list(transport, environment),

    /**
     * Records that an application, or one instance of it, does not run in an environment any more. Not needed when
     * another version takes its place.
     *
     * @example
     * const [removed] = await broker.recordUndeployment({ pacticipant: 'Stock', environment: 'production' })
     * removed?.currentlyDeployed // → false
     */
    recordUndeployment: (
      where: Omit<VersionInEnvironment, 'version'> & Instance,
    ): Promise<readonly DeployedVersion[]> => undeploy(transport, where),
  }
}
