import { describe, expect, test } from 'vitest'
import { fromState, together } from '../../../src/consumer/index.ts'
import { board, environmentChanges, inventory } from '../../../src/wire/index.ts'
import { at, deployedUuid, environmentUuid, example, linkTo } from '../support/answers.ts'
import { call, clientOf, gives, hal } from '../support/tally.ts'
import { environmentByName } from './environments.ts'

const deployed = {
  name: 'a deployed version',
  params: { pacticipant: 'Stock', version: '5', environment: 'production' },
}
const inThe = (path: string) =>
  fromState(`/environments/\${environmentUuid}${path}`, `/environments/${environmentUuid}${path}`)

const placed = {
  how: 'deployed' as const,
  number: '5',
  branch: null,
  applicationInstance: null,
  since: at,
  until: null,
  compatibility: { verdict: 'alone' as const, counts: { verified: 0, failed: 0, unknown: 0 }, troubles: [] },
  override: null,
  _links: linkTo(`/deployed-versions/${deployedUuid}`),
}
const page = { number: 1, size: 100, totalElements: 1, totalPages: 1 }

describe('what is where', () => {
  gives(
    call('the board of one environment', {
      states: deployed,
      request: { path: '/board', query: { environment: 'production' } },
      response: {
        body: hal(
          example(board, {
            environments: [
              {
                uuid: environmentUuid,
                name: 'production',
                displayName: 'Production',
                production: true,
                _links: linkTo(`/environments/${environmentUuid}`),
              },
            ],
            _embedded: {
              services: [{ name: 'Stock', labels: [], versions: [{ environment: 'production', ...placed }] }],
            },
            page,
            _links: linkTo('/board'),
          }),
        ),
      },
    }),
    (broker) => broker.getBoard({ environment: 'production' }),
  )

  const there = call('what is in an environment', {
    states: deployed,
    request: { path: inThe('/inventory') },
    response: {
      body: hal(
        example(inventory, {
          at: null,
          since: at,
          previous: null,
          next: null,
          _embedded: { versions: [{ pacticipant: 'Stock', labels: [], ...placed }] },
          page,
          _links: linkTo(`/environments/${environmentUuid}/inventory`),
        }),
      ),
    },
  })
  test('what is in an environment is found by its name', () =>
    together(environmentByName, there).run(async ({ url, replies }) => {
      expect(await clientOf(url).getInventory('production')).toEqual(replies[1])
    }))

  const changes = call('what changed in an environment', {
    states: deployed,
    request: { path: inThe('/changes') },
    response: {
      body: hal(
        example(environmentChanges, {
          _embedded: {
            changes: [
              {
                at,
                kind: 'deployed',
                pacticipant: 'Stock',
                version: '5',
                applicationInstance: null,
                replaced: null,
                _links: linkTo(`/deployed-versions/${deployedUuid}`, 'pb:record'),
              },
            ],
          },
          older: null,
          _links: linkTo(`/environments/${environmentUuid}/changes`),
        }),
      ),
    },
  })
  test('what changed in an environment is found by its name', () =>
    together(environmentByName, changes).run(async ({ url, replies }) => {
      expect(await clientOf(url).listEnvironmentChanges('production')).toEqual(replies[1])
    }))
})
