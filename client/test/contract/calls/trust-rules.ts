import { describe } from 'vitest'
import { z } from 'zod'
import { fromState } from '../../../src/consumer/index.ts'
import { trustRule, trustRules, trustTrial } from '../../../src/wire/index.ts'
import { at, example, linkTo } from '../support/answers.ts'
import { call, gives, hal } from '../support/tally.ts'

const uuid = '5c33d3d2-9a5e-4b0f-8f4c-0b3d7f6ad9f1'
const known = { name: 'a trust rule', params: { name: 'Builds of Shop', repository: 'acme/shop' } }
const path = fromState('/trust-rules/${trustRuleUuid}', `/trust-rules/${uuid}`)
const issuer = 'https://token.actions.githubusercontent.com'

const ofShop = {
  name: z.literal('Builds of Shop'),
  issuer: z.literal(issuer),
  audience: z.literal('tallystick'),
  claims: z.object({ repository: z.literal('acme/shop') }),
  scopes: z.tuple([z.literal('read'), z.literal('publish')]),
  reach: z.object({ teams: z.array(z.unknown()).max(0), applications: z.tuple([z.literal('Shop')]) }),
}
const value = {
  uuid,
  name: 'Builds of Shop',
  issuer,
  audience: 'tallystick',
  claims: { repository: 'acme/shop' },
  scopes: ['read', 'publish'],
  reach: { teams: [], applications: ['Shop'] },
  createdBy: 'Ada',
  createdAt: at,
  _links: linkTo(`/trust-rules/${uuid}`),
}

const wanted = {
  name: 'Builds of Shop',
  issuer,
  audience: 'tallystick',
  claims: { repository: 'acme/shop' },
  scopes: ['publish' as const],
  reach: { applications: ['Shop'] },
}

describe('trust rules', () => {
  gives(
    call('a new trust rule', {
      request: { method: 'POST', path: '/trust-rules', body: wanted },
      response: { status: 201, body: hal(example(trustRule.extend(ofShop), value)) },
    }),
    (broker) => broker.createTrustRule(wanted),
  )

  gives(
    call('the trust rules', {
      states: known,
      request: { path: '/trust-rules' },
      response: {
        body: hal(
          trustRules.extend({
            _embedded: z.object({ trustRules: z.array(example(trustRule.extend(ofShop), value)).min(1) }),
            _links: z.object({}),
          }),
        ),
      },
    }),
    (broker) => broker.listTrustRules(),
  )

  gives(
    call('a trust rule', {
      states: known,
      request: { path },
      response: { body: hal(example(trustRule.extend(ofShop), value)) },
    }),
    (broker) => broker.findTrustRule(uuid),
  )

  gives(
    call('a trust rule that is changed', {
      states: known,
      request: { method: 'PUT', path, body: { ...wanted, name: 'Shop' } },
      response: {
        body: hal(example(trustRule.extend({ ...ofShop, name: z.literal('Shop') }), { ...value, name: 'Shop' })),
      },
    }),
    (broker) => broker.changeTrustRule(uuid, { ...wanted, name: 'Shop' }),
  )

  const claims = { iss: issuer, aud: 'tallystick', repository: 'acme/shop' }
  const says = "May read everything, and may publish contracts and versions for 'Shop'."

  gives(
    call('what a build would be allowed', {
      states: known,
      request: { method: 'POST', path: '/trust-rules/try', body: { claims } },
      response: {
        body: hal(
          example(trustTrial.extend({ name: z.literal('acme/shop') }), {
            name: 'acme/shop',
            rules: [{ uuid, name: 'Builds of Shop', fits: true, differences: [] }],
            grants: [{ scopes: ['read', 'publish'], reach: { teams: [], applications: ['Shop'] }, says }],
            _links: {},
          }),
        ),
      },
    }),
    (broker) => broker.tryTrustRules(claims),
  )

  gives(
    call('a trust rule that is deleted', {
      states: known,
      request: { method: 'DELETE', path },
      response: { status: 204 },
    }),
    (broker) => broker.deleteTrustRule(uuid),
  )
})
