import { type Environment, type EnvironmentDetails, environment, environments } from '../wire/environments.ts'
import { expand, paths } from '../wire/paths.ts'
import { anything, call, find as findOne, queryString } from './call.ts'
import type { Transport } from './transport.ts'
import { notFound } from './version-in-environment.ts'

async function list(transport: Transport, query = ''): Promise<readonly Environment[]> {
  const answer = await call(transport, { method: 'GET', url: paths.environments + query, answer: environments })
  return answer._embedded.environments
}

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i

/** By its name, or by its UUID. */
async function find(transport: Transport, name: string): Promise<Environment | undefined> {
  const found = await list(transport, queryString([['name', name]]))
  const named = found.find((one) => one.name === name)
  if (named || !UUID.test(name)) return named
  const url = expand(paths.environment, { environment: name })
  return findOne(transport, { method: 'GET', url, answer: environment })
}

/** The environment of that name or UUID, or an error that says which there are. */
export async function getEnvironment(transport: Transport, name: string): Promise<Environment> {
  const found = await find(transport, name)
  if (found) return found
  const names = (await list(transport)).map((one) => one.name)
  const known = names.length > 0 ? `There are: ${names.join(', ')}.` : 'There are none yet.'
  throw notFound(`There is no environment named '${name}'. ${known}`)
}

export function environmentCalls(transport: Transport) {
  return {
    /**
     * All environments, by their display names.
     *
     * @example
     * (await broker.listEnvironments()).map(({ name }) => name) // → ['production']
     */
    listEnvironments: (): Promise<readonly Environment[]> => list(transport),

    /**
     * An environment by its name or its UUID; undefined when there is none.
     *
     * @example
     * (await broker.findEnvironment('production'))?.production // → true
     */
    findEnvironment: (name: string): Promise<Environment | undefined> => find(transport, name),

    /**
     * As `findEnvironment`, but refused with 404 when there is none; the message says which there are.
     *
     * @example
     * (await broker.getEnvironment('production')).displayName // → 'Production'
     */
    getEnvironment: (name: string): Promise<Environment> => getEnvironment(transport, name),

    /**
     * Creates an environment. Refused when its name is taken.
     *
     * @example
     * const created = await broker.createEnvironment({ name: 'test', displayName: 'Test', production: false })
     * created.displayName // → 'Test'
     */
    createEnvironment: (details: EnvironmentDetails): Promise<Environment> =>
      call(transport, { method: 'POST', url: paths.environments, body: details, answer: environment }),

    /**
     * Replaces what is said of the environment of that name; a name in `details` renames it.
     *
     * @example
     * const updated = await broker.updateEnvironment('test', { name: 'uat', production: false })
     * updated.name // → 'uat'
     */
    async updateEnvironment(name: string, details: EnvironmentDetails): Promise<Environment> {
      const { uuid } = await getEnvironment(transport, name)
      const url = expand(paths.environment, { environment: uuid })
      return call(transport, { method: 'PUT', url, body: details, answer: environment })
    },

    /**
     * Deletes an environment, and with it what was recorded as deployed or released there.
     *
     * @example
     * await broker.deleteEnvironment('uat')
     * await broker.findEnvironment('uat') // → undefined
     */
    async deleteEnvironment(name: string): Promise<void> {
      const { uuid } = await getEnvironment(transport, name)
      const url = expand(paths.environment, { environment: uuid })
      await call(transport, { method: 'DELETE', url, answer: anything })
    },
  }
}
