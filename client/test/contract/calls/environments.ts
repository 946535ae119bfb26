import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { fromState, together } from '../../../src/consumer/index.ts'
import { environment } from '../../../src/wire/index.ts'
import { anyLinks, at, environmentUuid, example, linkTo, misfit, production } from '../support/answers.ts'
import { call, clientOf, gives, hal, isRefused, tally } from '../support/tally.ts'

const known = { name: 'an environment', params: { name: 'production', production: true } }
const address = fromState('/environments/${environmentUuid}', `/environments/${environmentUuid}`)

const listed = z.object({ _embedded: z.object({ environments: z.array(production).min(1) }), _links: anyLinks })
const noneListed = z.object({ _embedded: z.object({ environments: z.array(environment).max(0) }), _links: anyLinks })

/** What every command about an environment asks first. */
export const environmentByName = call('an environment by its name', {
  states: known,
  request: { path: '/environments', query: { name: 'production' } },
  response: { body: hal(listed) },
})

describe('environments', () => {
  const all = call('all environments', {
    states: known,
    request: { path: '/environments' },
    response: { body: hal(listed) },
  })
  gives(
    all,
    (broker) => broker.listEnvironments(),
    (reply) => reply._embedded.environments,
  )

  gives(
    environmentByName,
    (broker) => broker.findEnvironment('production'),
    (reply) => reply._embedded.environments[0],
  )
  test('an environment that must be there', () =>
    environmentByName.run(async ({ url, reply }) => {
      expect(await clientOf(url).getEnvironment('production')).toEqual(reply._embedded.environments[0])
    }))

  const none = call('an environment that is not there', {
    states: known,
    request: { path: '/environments', query: { name: 'moon' } },
    response: {
      body: hal(noneListed),
    },
  })
  test('an environment that is not there is told with those that are', () =>
    together(none, all).run(async ({ url }) => {
      await expect(clientOf(url).getEnvironment('moon')).rejects.toMatchObject({
        status: 404,
        message: "There is no environment named 'moon'. There are: production.",
      })
    }))

  const noneByUuid = call('an environment whose name is a UUID', {
    states: known,
    request: { path: '/environments', query: { name: fromState('${environmentUuid}', environmentUuid) } },
    response: {
      body: hal(noneListed),
    },
  })
  const byUuid = call('an environment by its UUID', {
    states: known,
    request: { path: address },
    response: { body: hal(production) },
  })
  test('an environment is found by its UUID as well', () =>
    together(noneByUuid, byUuid).run(async ({ url, replies }) => {
      expect(await clientOf(url).findEnvironment(environmentUuid)).toEqual(replies[1])
    }))

  const details = { name: 'test', displayName: 'Test', production: false }
  const created = call('a new environment', {
    request: { method: 'POST', path: '/environments', body: details },
    response: {
      status: 201,
      body: hal(
        example(
          environment.extend({ name: z.literal('test'), displayName: z.literal('Test'), production: z.literal(false) }),
          {
            uuid: environmentUuid,
            name: 'test',
            displayName: 'Test',
            production: false,
            createdAt: at,
            _links: linkTo(`/environments/${environmentUuid}`),
          },
        ),
      ),
    },
  })
  gives(created, (broker) => broker.createEnvironment(details))
  test('tally create-environment', () =>
    created.run(async ({ url }) => {
      const args = ['create-environment', '--name', 'test', '--display-name', 'Test', '--no-production']
      expect(await tally(url, ...args)).toMatchObject({ code: 0 })
    }))

  isRefused(
    call('a new environment with a name that is taken', {
      states: known,
      request: { method: 'POST', path: '/environments', body: { name: 'production', production: true } },
      response: { status: 400, body: hal(misfit('name', 'is already used')) },
    }),
    (broker) => broker.createEnvironment({ name: 'production', production: true }),
    { status: 400, message: 'name: is already used' },
  )

  const updated = call('an environment that is renamed', {
    states: known,
    request: { method: 'PUT', path: address, body: { name: 'live', production: true } },
    response: {
      body: hal(
        example(environment.extend({ name: z.literal('live') }), {
          uuid: environmentUuid,
          name: 'live',
          displayName: 'Live',
          production: true,
          createdAt: at,
          _links: linkTo(`/environments/${environmentUuid}`),
        }),
      ),
    },
  })
  test('an environment is found by its name to be renamed', () =>
    together(environmentByName, updated).run(async ({ url, replies }) => {
      expect(await clientOf(url).updateEnvironment('production', { name: 'live', production: true })).toEqual(
        replies[1],
      )
    }))

  const deleted = call('an environment that is deleted', {
    states: known,
    request: { method: 'DELETE', path: address },
    response: { status: 204 },
  })
  test('an environment is found by its name to be deleted', () =>
    together(environmentByName, deleted).run(({ url }) => clientOf(url).deleteEnvironment('production')))
})
