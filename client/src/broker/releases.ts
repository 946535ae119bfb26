import { type ReleasedVersion, releasedVersion, releasedVersions } from '../wire/deployments.ts'
import { expand, paths } from '../wire/paths.ts'
import { call, queryString } from './call.ts'
import { getEnvironment } from './environments.ts'
import type { Transport } from './transport.ts'
import { type VersionInEnvironment, notFound, versionMissing } from './version-in-environment.ts'

async function record(transport: Transport, where: VersionInEnvironment): Promise<ReleasedVersion> {
  const { pacticipant, version } = where
  const { uuid } = await getEnvironment(transport, where.environment)
  const url = expand(paths.releasedVersions, { pacticipant, version, environment: uuid })
  try {
    return await call(transport, { method: 'POST', url, body: {}, answer: releasedVersion })
  } catch (error) {
    throw versionMissing(error, where)
  }
}

async function endSupport(transport: Transport, { pacticipant, version, environment }: VersionInEnvironment) {
  const { uuid: environmentUuid } = await getEnvironment(transport, environment)
  const query = queryString([
    ['pacticipant', pacticipant],
    ['version', version],
  ])
  const url = expand(paths.currentlySupported, { environment: environmentUuid }) + query
  const { _embedded } = await call(transport, { method: 'GET', url, answer: releasedVersions })
  if (_embedded.releasedVersions.length === 0) {
    throw notFound(`Version ${version} of ${pacticipant} is not recorded as released in ${environment}.`)
  }
  return Promise.all(
    _embedded.releasedVersions.map(({ uuid }) =>
      call(transport, {
        method: 'PATCH',
        url: expand(paths.releasedVersion, { uuid }),
        contentType: 'application/merge-patch+json',
        body: { currentlySupported: false },
        answer: releasedVersion,
      }),
    ),
  )
}

async function list(transport: Transport, environment: string): Promise<readonly ReleasedVersion[]> {
  const { uuid } = await getEnvironment(transport, environment)
  const url = expand(paths.currentlySupported, { environment: uuid })
  const { _embedded } = await call(transport, { method: 'GET', url, answer: releasedVersions })
  return _embedded.releasedVersions
}

export function releaseCalls(transport: Transport) {
  return {
    /**
     * Records that a version was released: it is supported beside the ones that were released before, as an app on
     * phones or a library is. Repeating it changes nothing.
     *
     * @example
     * const released = await broker.recordRelease({ pacticipant: 'Stock', version: '5', environment: 'production' })
     * released.currentlySupported // → true
     */
    recordRelease: (where: VersionInEnvironment): Promise<ReleasedVersion> => record(transport, where),

    /**
     * What is recorded as released and supported in an environment now.
     *
     * @example
     * const released = await broker.listReleasedVersions('production')
     * released.map(({ _embedded }) => _embedded?.version.number) // → ['5']
     */
    listReleasedVersions: (environment: string): Promise<readonly ReleasedVersion[]> => list(transport, environment),

    /**
     * Records that a released version is not supported any more.
     *
     * @example
     * const [ended] = await broker.recordSupportEnded({
     *   pacticipant: 'Stock',
     *   version: '5',
     *   environment: 'production',
     * })
     * ended?.currentlySupported // → false
     */
    recordSupportEnded: (where: VersionInEnvironment): Promise<readonly ReleasedVersion[]> =>
      endSupport(transport, where),
  }
}
