import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { includes, json, text } from '../../../src/consumer/index.ts'
import type { Publication } from '../../../src/index.ts'
import {
  latestContracts,
  link,
  providerState,
  publicationConflict,
  publishedContracts,
} from '../../../src/wire/index.ts'
import { anyLinks, at, contractOfShop, document, example, linkTo, misfit, refusal } from '../support/answers.ts'
import { call, folder, gives, hal, isRefused, tally } from '../support/tally.ts'

const pair = { consumer: 'Shop', provider: 'Stock' }
const known = { name: 'a contract', params: { ...pair, version: '1', branch: 'main', tag: 'gold' } }
const path = '/pacts/provider/Stock/consumer/Shop'

const publication: Publication = {
  pacticipant: 'Shop',
  version: '2',
  branch: 'main',
  tags: ['gold'],
  buildUrl: 'https://ci.example.org/2',
  contracts: [{ provider: 'Stock', content: document }],
}

/** The publication as it is sent. */
const sent = {
  pacticipantName: 'Shop',
  pacticipantVersionNumber: '2',
  branch: 'main',
  tags: ['gold'],
  buildUrl: 'https://ci.example.org/2',
  contracts: [
    {
      consumerName: 'Shop',
      providerName: 'Stock',
      content: Buffer.from(JSON.stringify(document)).toString('base64'),
      contentType: 'application/json',
      specification: 'pact',
      onConflict: 'overwrite',
    },
  ],
}

const success = 'Pact successfully published for Shop version 2 and provider Stock.'
const published = example(
  publishedContracts.extend({
    notices: publishedContracts.shape.notices.min(1),
    _embedded: publishedContracts.shape._embedded.extend({
      version: z.object({ number: z.literal('2'), _links: anyLinks }),
    }),
  }),
  {
    logs: [{ level: 'success', message: success, deprecationWarning: 'Replaced by notices' }],
    notices: [{ type: 'success', text: success }],
    _embedded: {
      pacticipant: { name: 'Shop', _links: linkTo('/pacticipants/Shop') },
      version: { number: '2', _links: linkTo('/pacticipants/Shop/versions/2') },
    },
    _links: {
      ...linkTo('/pacticipants/Shop', 'pb:pacticipant'),
      ...linkTo('/pacticipants/Shop/versions/2', 'pb:pacticipant-version'),
      'pb:pacticipant-version-tags': [{ href: '/pacticipants/Shop/versions/2/tags/gold' }],
      'pb:contracts': [{ href: `${path}/version/2` }],
    },
  },
)

describe('publishing contracts', () => {
  const first = call('a publication', {
    request: { method: 'POST', path: '/contracts/publish', body: sent },
    response: { body: hal(published) },
  })
  gives(first, (broker) => broker.publishContracts(publication))
  test('tally publish', () =>
    first.run(async ({ url }) => {
      const file = join(folder, 'shop-stock.pact')
      writeFileSync(file, JSON.stringify(document))
      const args = ['--consumer-app-version', '2', '--branch', 'main', '--tag', 'gold', '--build-url', sent.buildUrl]
      const { code, output } = await tally(url, 'publish', file, ...args)
      expect(output).toContain(success)
      expect(code).toBe(0)
    }))

  gives(
    call('a publication to be merged with what is there', {
      states: { name: 'a contract', params: { ...pair, version: '2' } },
      request: {
        method: 'POST',
        path: '/contracts/publish',
        body: { ...sent, contracts: sent.contracts.map((contract) => ({ ...contract, onConflict: 'merge' })) },
      },
      response: { body: hal(published) },
    }),
    (broker) =>
      broker.publishContracts({
        ...publication,
        contracts: [{ provider: 'Stock', content: document, onConflict: 'merge' }],
      }),
  )

  const conflict = 'Cannot change the content of the pact for Shop version 2 and provider Stock'
  isRefused(
    call('a publication of something else for the same version', {
      states: { name: 'a contract with another content', params: { ...pair, version: '2' } },
      request: { method: 'POST', path: '/contracts/publish', body: sent },
      response: {
        status: 409,
        body: json(
          example(publicationConflict.extend({ notices: publicationConflict.shape.notices.min(1) }), {
            notices: [{ type: 'error', text: conflict }],
            errors: { contracts: [conflict] },
          }),
          'application/json',
        ),
      },
    }),
    (broker) => broker.publishContracts(publication),
    { status: 409, message: conflict },
  )

  isRefused(
    call('a publication by nobody', {
      request: { method: 'POST', path: '/contracts/publish', body: { ...sent, pacticipantName: '', contracts: [] } },
      response: { status: 400, body: hal(misfit('pacticipantName', 'must be filled')) },
    }),
    (broker) => broker.publishContracts({ ...publication, pacticipant: '', contracts: [] }),
    { status: 400, message: 'pacticipantName: must be filled' },
  )
})

describe('contracts', () => {
  const found = (description: string, address: string) =>
    call(description, { states: known, request: { path: path + address }, response: { body: hal(contractOfShop) } })

  gives(found('the contract of a version', '/version/1'), (broker) => broker.findContract({ ...pair, version: '1' }))
  gives(found('the newest contract', '/latest'), (broker) => broker.findLatestContract(pair))
  gives(found('the newest contract of a branch', '/branch/main/latest'), (broker) =>
    broker.findLatestContract({ ...pair, branch: 'main' }),
  )
  gives(found('the newest contract with a tag', '/latest/gold'), (broker) =>
    broker.findLatestContract({ ...pair, tag: 'gold' }),
  )

  gives(
    call('a contract that is not there', {
      request: { path: `${path}/version/1` },
      response: { status: 404, body: hal(refusal('There is no such contract.')) },
    }),
    (broker) => broker.findContract({ ...pair, version: '1' }),
    () => undefined,
  )

  gives(
    call('the newest contracts of all', {
      states: known,
      request: { path: '/pacts/latest' },
      response: {
        body: hal(
          example(latestContracts.extend({ pacts: latestContracts.shape.pacts.min(1) }), {
            pacts: [
              {
                createdAt: at,
                _embedded: {
                  consumer: {
                    name: 'Shop',
                    _embedded: { version: { number: '1', _links: linkTo('/pacticipants/Shop/versions/1') } },
                    _links: linkTo('/pacticipants/Shop'),
                  },
                  provider: { name: 'Stock', _links: linkTo('/pacticipants/Stock') },
                },
                _links: { self: [{ href: `${path}/latest` }, { href: `${path}/version/1` }] },
              },
            ],
            _links: linkTo('/pacts/latest'),
          }),
        ),
      },
    }),
    (broker) => broker.listLatestContracts(),
  )

  const links = example(
    z.object({ _links: z.object({ 'pb:pacts': z.array(link.extend({ name: z.literal('Shop') })).min(1) }) }),
    {
      _links: { 'pb:pacts': [{ href: `${path}/version/1`, name: 'Shop' }] },
    },
  )
  const ofProvider = [
    ['the contracts of a provider with the main branches', '/branch', {}],
    ['the newest contracts of a provider with the main branches', '/branch/latest', { isLatest: true }],
    ['the contracts of a provider with a branch', '/branch/main', { branch: 'main' }],
    ['the newest contracts of a provider with a branch', '/branch/main/latest', { branch: 'main', isLatest: true }],
  ] as const
  for (const [description, address, of] of ofProvider) {
    const request = { path: `/pacts/provider/Stock${address}` }
    gives(
      call(description, { states: known, request, response: { body: hal(links) } }),
      (broker) => broker.listContractsOfProvider({ provider: 'Stock', ...of }),
      (reply) => reply._links['pb:pacts'],
    )
  }

  const states = example(z.object({ providerStates: z.array(providerState).min(1) }), {
    providerStates: [{ name: 'there is an item', consumers: ['Shop'] }],
  })
  const stateLists = [
    ['the states of a provider with the main branches', '', {}, known],
    ['the states of a provider with a branch', '/branch/main', { branch: 'main' }, known],
    [
      'the states of a provider with what is in an environment',
      '/environment/production',
      { environment: 'production' },
      { name: 'a contract in an environment', params: { ...pair, version: '1', environment: 'production' } },
    ],
  ] as const
  for (const [description, address, of, state] of stateLists) {
    const request = { path: `/pacts/provider/Stock/provider-states${address}` }
    const expectation = call(description, { states: state, request, response: { body: hal(states) } })
    gives(
      expectation,
      (broker) => broker.listProviderStates({ provider: 'Stock', ...of }),
      (reply) => reply.providerStates,
    )
  }
  isRefused(
    call('the states of a provider that is not there', {
      request: { path: '/pacts/provider/Nobody/provider-states' },
      response: { status: 404, body: hal(refusal("No provider with name 'Nobody' found")) },
    }),
    (broker) => broker.listProviderStates({ provider: 'Nobody' }),
    { status: 404, message: "No provider with name 'Nobody' found" },
  )

  const differences = [
    ['what a version changed', '/version/2/diff/previous-distinct', {}],
    ['what a version changed since another', '/version/2/diff/version/1', { comparedWith: '1' }],
  ] as const
  for (const [description, address, than] of differences) {
    const changes = includes('a request for an item', '-      "description": "a request for an item"')
    const expectation = call(description, {
      states: [known, { name: 'a contract with another content', params: { ...pair, version: '2' } }],
      request: { path: path + address, headers: { Accept: 'text/plain' } },
      response: { body: text(changes) },
    })
    gives(expectation, (broker) => broker.compareContracts({ ...pair, version: '2', ...than }))
  }
})
