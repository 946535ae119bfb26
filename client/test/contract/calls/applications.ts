import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { like } from '../../../src/consumer/index.ts'
import {
  integrations,
  links,
  network,
  overview,
  overviewItem,
  pacticipant,
  pacticipants,
} from '../../../src/wire/index.ts'
import { at, example, linkTo, refusal } from '../support/answers.ts'
import { call, clientOf, gives, hal } from '../support/tally.ts'

const shop = {
  name: 'Shop',
  displayName: 'The shop',
  repositoryUrl: 'https://git.example.org/shop',
  repositoryName: 'shop',
  repositoryNamespace: 'example',
  mainBranch: 'main',
  createdAt: at,
  _embedded: {
    latestVersion: { number: '1', _links: linkTo('/pacticipants/Shop/versions/1') },
    labels: [{ name: 'frontend', _links: linkTo('/pacticipants/Shop/labels/frontend') }],
  },
  _links: linkTo('/pacticipants/Shop'),
}

const described = {
  name: 'an application that is described',
  params: { name: 'Shop', label: 'frontend', version: '1' },
}

describe('applications', () => {
  const index = call('what the broker offers', {
    request: { path: '/' },
    response: {
      headers: { 'X-Pact-Broker-Version': like('2.120.0') },
      body: hal(
        example(z.object({ _links: z.looseObject({ 'pb:publish-contracts': z.object({ href: z.string() }) }) }), {
          _links: linkTo('/contracts/publish', 'pb:publish-contracts'),
        }),
      ),
    },
  })

  gives(index, (broker) => broker.getIndex())

  test('the version of the broker', () =>
    index.run(async ({ url }) => {
      expect(await clientOf(url).findBrokerVersion()).toBe('2.120.0')
    }))

  test('a broker that compares no contracts of providers is asked for nothing more', () =>
    index.run(async ({ url }) => {
      const publishing = clientOf(url).publishProviderContract({
        provider: 'Stock',
        version: '5',
        content: 'openapi: 3.1.0',
      })
      await expect(publishing).rejects.toThrow('This broker takes no contracts of providers')
    }))

  gives(
    call('all applications', {
      states: described,
      request: { path: '/pacticipants' },
      response: {
        body: hal(
          example(pacticipants.extend({ _embedded: z.object({ pacticipants: z.array(pacticipant).min(1) }) }), {
            pacticipants: [
              {
                name: 'Shop',
                displayName: 'The shop',
                title: 'title',
                _embedded: {},
                _links: linkTo('/pacticipants/Shop'),
              },
            ],
            _embedded: { pacticipants: [shop] },
            _links: linkTo('/pacticipants'),
          }),
        ),
      },
    }),
    (broker) => broker.listPacticipants(),
    (reply) => reply._embedded.pacticipants,
  )

  gives(
    call('an application', {
      states: described,
      request: { path: '/pacticipants/Shop' },
      response: { body: hal(example(pacticipant.extend({ name: z.literal('Shop') }), shop)) },
    }),
    (broker) => broker.findPacticipant('Shop'),
  )

  gives(
    call('an application that the broker has not heard of', {
      request: { path: '/pacticipants/Nobody' },
      response: { status: 404, body: hal(refusal("No pacticipant with name 'Nobody' found")) },
    }),
    (broker) => broker.findPacticipant('Nobody'),
    () => undefined,
  )

  const details = { displayName: 'The shop', mainBranch: 'trunk' }
  const saved = example(
    pacticipant.extend({ name: z.literal('Shop'), displayName: z.literal('The shop'), mainBranch: z.literal('trunk') }),
    {
      name: 'Shop',
      ...details,
      createdAt: at,
      _embedded: { labels: [] },
      _links: linkTo('/pacticipants/Shop'),
    },
  )
  gives(
    call('a new application', {
      request: { method: 'PATCH', path: '/pacticipants/Shop', body: details },
      response: { status: 201, body: hal(saved) },
    }),
    (broker) => broker.savePacticipant({ name: 'Shop', ...details }),
  )
  gives(
    call('something else about an application', {
      states: described,
      request: { method: 'PATCH', path: '/pacticipants/Shop', body: details },
      response: { body: hal(saved) },
    }),
    (broker) => broker.savePacticipant({ name: 'Shop', ...details }),
  )

  gives(
    call('who has contracts with whom', {
      states: { name: 'a contract', params: { consumer: 'Shop', version: '1', provider: 'Stock' } },
      request: { path: '/integrations' },
      response: {
        body: hal(
          example(
            z.object({
              _embedded: z.object({ integrations: integrations.shape._embedded.shape.integrations.min(1) }),
              _links: links,
            }),
            {
              _embedded: {
                integrations: [
                  { consumer: { name: 'Shop' }, provider: { name: 'Stock' }, _links: linkTo('/matrix', 'pb:matrix') },
                ],
              },
              _links: linkTo('/integrations'),
            },
          ),
        ),
      },
    }),
    (broker) => broker.listIntegrations(),
    (reply) => reply._embedded.integrations,
  )

  gives(
    call('how those who have contracts stand', {
      states: { name: 'a contract', params: { consumer: 'Shop', version: '1', provider: 'Stock' } },
      request: { path: '/overview', query: { q: 'shop', state: 'unverified', page: '1', size: '10' } },
      response: {
        body: hal(
          example(
            overview.extend({
              _embedded: z.object({
                integrations: z
                  .array(
                    overviewItem.extend({
                      state: z.literal('unverified'),
                      verifiedAt: z.null(),
                      requestedAt: z.null(),
                    }),
                  )
                  .min(1),
              }),
            }),
            {
              counts: {
                integrations: 1,
                states: { failed: 0, overdue: 0, unverified: 1, pending: 0, verified: 0 },
              },
              _embedded: {
                integrations: [
                  {
                    consumer: {
                      name: 'Shop',
                      labels: ['frontend'],
                      team: null,
                      version: { number: '1', branch: 'main' },
                    },
                    provider: { name: 'Stock', labels: ['backend'], team: null, version: null },
                    state: 'unverified',
                    publishedAt: at,
                    verifiedAt: null,
                    requestedAt: null,
                    webhookStatus: 'none',
                    _links: linkTo('/matrix', 'pb:matrix'),
                  },
                ],
              },
              page: { number: 1, size: 10, totalElements: 1, totalPages: 1 },
              _links: linkTo('/overview'),
            },
          ),
        ),
      },
    }),
    (broker) => broker.getOverview({ text: 'shop', state: 'unverified', page: 1, size: 10 }),
  )

  gives(
    call('who speaks with whom', {
      states: { name: 'a contract', params: { consumer: 'Shop', version: '1', provider: 'Stock' } },
      request: { path: '/network' },
      response: {
        body: hal(
          example(network, {
            pacticipants: [{ name: 'Shop', labels: ['frontend'], team: null }],
            integrations: [{ consumer: 'Shop', provider: 'Stock', state: 'unverified', version: '1' }],
            total: 1,
            labels: ['frontend'],
            teams: ['Checkout'],
            _links: linkTo('/network'),
          }),
        ),
      },
    }),
    (broker) => broker.getNetwork(),
  )
})
