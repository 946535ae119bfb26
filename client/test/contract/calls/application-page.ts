// What the page of one application asks.

import { describe } from 'vitest'
import { z } from 'zod'
import {
  branches,
  label,
  pacticipantEnvironments,
  pacticipantInteraction,
  pacticipantInteractions,
  timeline,
  timelineVersion,
} from '../../../src/wire/index.ts'
import { at, example, linkTo } from '../support/answers.ts'
import { call, gives, hal } from '../support/tally.ts'

const page = { number: 1, size: 10, totalElements: 1, totalPages: 1 }
const contract = { name: 'a contract', params: { consumer: 'Shop', version: '1', provider: 'Stock' } }
const described = {
  name: 'an application that is described',
  params: { name: 'Shop', label: 'frontend', version: '1' },
}
const deployed = {
  name: 'a deployed version',
  params: { pacticipant: 'Stock', version: '5', environment: 'production' },
}

describe('an application', () => {
  gives(
    call('what happened to the versions of an application', {
      states: contract,
      request: { path: '/pacticipants/Shop/timeline', query: { branch: 'main', page: '1', size: '10' } },
      response: {
        body: hal(
          example(
            timeline.extend({
              _embedded: z.object({
                versions: z
                  .array(
                    timelineVersion.extend({
                      buildUrl: z.null(),
                      contracts: z.array(z.object({ provider: z.string(), state: z.literal('unverified') })).min(1),
                    }),
                  )
                  .min(1),
              }),
            }),
            {
              _embedded: {
                versions: [
                  {
                    number: '1',
                    buildUrl: null,
                    createdAt: at,
                    branches: [{ name: 'main', latest: true }],
                    tags: [],
                    contracts: [{ provider: 'Stock', state: 'unverified' }],
                    results: [],
                    environments: [],
                    _links: linkTo('/pacticipants/Shop/versions/1', 'pb:version'),
                  },
                ],
              },
              page,
              _links: linkTo('/pacticipants/Shop/timeline'),
            },
          ),
        ),
      },
    }),
    (broker) => broker.getTimeline({ pacticipant: 'Shop', branch: 'main', page: 1, size: 10 }),
  )

  gives(
    call('the interactions of an application', {
      states: contract,
      request: { path: '/pacticipants/Shop/interactions', query: { q: 'item', role: 'consumer' } },
      response: {
        body: hal(
          example(
            pacticipantInteractions.extend({
              _embedded: z.object({
                interactions: z
                  .array(
                    pacticipantInteraction.extend({
                      kind: z.literal('http'),
                      method: z.string(),
                      path: z.string(),
                      result: z.literal('unknown'),
                    }),
                  )
                  .min(1),
              }),
            }),
            {
              _embedded: {
                interactions: [
                  {
                    consumer: 'Shop',
                    consumerVersion: '1',
                    provider: 'Stock',
                    kind: 'http',
                    description: 'a request for an item',
                    providerStates: ['there is an item'],
                    method: 'GET',
                    path: '/items/1',
                    result: 'unknown',
                    _links: linkTo('/pacts/provider/Stock/consumer/Shop/version/1', 'pb:pact-version'),
                  },
                ],
              },
              page: { ...page, size: 100 },
              _links: linkTo('/pacticipants/Shop/interactions'),
            },
          ),
        ),
      },
    }),
    (broker) => broker.listInteractionsOf({ pacticipant: 'Shop', role: 'consumer', text: 'item' }),
  )

  gives(
    call('where versions of an application are', {
      states: deployed,
      request: { path: '/pacticipants/Stock/environments' },
      response: {
        body: hal(
          example(pacticipantEnvironments, {
            _embedded: {
              environments: [
                {
                  environment: 'production',
                  displayName: 'Production',
                  production: true,
                  how: 'deployed',
                  applicationInstance: null,
                  since: at,
                  version: '5',
                  branch: null,
                },
              ],
            },
            _links: linkTo('/pacticipants/Stock/environments'),
          }),
        ),
      },
    }),
    (broker) => broker.listEnvironmentsOf('Stock'),
  )

  gives(
    call('the branches of an application', {
      states: contract,
      request: { path: '/pacticipants/Shop/branches', query: { q: 'MAI' } },
      response: {
        body: hal(
          example(branches, {
            _embedded: {
              branches: [{ name: 'main', createdAt: at, _links: linkTo('/pacticipants/Shop/branches/main') }],
            },
            page: { ...page, size: 100 },
            _links: linkTo('/pacticipants/Shop/branches'),
          }),
        ),
      },
    }),
    (broker) => broker.listBranches({ pacticipant: 'Shop', text: 'MAI' }),
  )

  gives(
    call('an application that is labelled', {
      states: described,
      request: { method: 'PUT', path: '/pacticipants/Shop/labels/critical', body: {} },
      response: {
        status: 201,
        body: hal(
          example(label, {
            name: 'critical',
            createdAt: at,
            _links: linkTo('/pacticipants/Shop/labels/critical'),
          }),
        ),
      },
    }),
    (broker) => broker.addLabel({ pacticipant: 'Shop', label: 'critical' }),
  )

  gives(
    call('an application that loses a label', {
      states: described,
      request: { method: 'DELETE', path: '/pacticipants/Shop/labels/frontend' },
      response: { status: 204 },
    }),
    (broker) => broker.removeLabel({ pacticipant: 'Shop', label: 'frontend' }),
    () => undefined,
  )
})
