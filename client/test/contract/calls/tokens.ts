import { describe } from 'vitest'
import { z } from 'zod'
import { fromState } from '../../../src/consumer/index.ts'
import { createdToken, me, token, tokens } from '../../../src/wire/index.ts'
import { at, example, linkTo } from '../support/answers.ts'
import { call, gives, hal } from '../support/tally.ts'

const tokenUuid = '5c33d3d2-9a5e-4b0f-8f4c-0b3d7f6ad9f1'
const known = { name: 'a token', params: { name: 'CI of Shop', application: 'Shop' } }

const ofShop = {
  name: z.literal('CI of Shop'),
  kind: z.literal('system'),
  scopes: z.tuple([z.literal('read'), z.literal('publish')]),
  reach: z.object({ teams: z.array(z.unknown()).max(0), applications: z.tuple([z.literal('Shop')]) }),
  active: z.literal(true),
}
const value = {
  uuid: tokenUuid,
  name: 'CI of Shop',
  kind: 'system',
  scopes: ['read', 'publish'],
  reach: { teams: [], applications: ['Shop'] },
  hint: 'x7Kq',
  active: true,
  person: null,
  createdBy: 'Ada',
  createdAt: at,
  expiresAt: null,
  revokedAt: null,
  lastUsedAt: null,
  _links: linkTo(`/tokens/${tokenUuid}`),
}

describe('who asks', () => {
  gives(
    call('who one is, where nobody is asked', {
      request: { path: '/me' },
      response: {
        body: hal(
          example(
            me.extend({ kind: z.literal('anybody'), accounts: z.literal(false), administrator: z.literal(true) }),
            {
              kind: 'anybody',
              name: 'anybody',
              uuid: null,
              email: null,
              accounts: false,
              administrator: true,
              teams: [],
              grants: [{ scopes: ['read', 'publish'], reach: 'everything', says: 'May read everything.' }],
              _links: {},
            },
          ),
        ),
      },
    }),
    (broker) => broker.whoAmI(),
  )
})

describe('tokens', () => {
  const wanted = { name: 'CI of Shop', kind: 'system', scopes: ['publish'], reach: { applications: ['Shop'] } } as const

  gives(
    call('a new token', {
      request: { method: 'POST', path: '/tokens', body: { ...wanted, scopes: [...wanted.scopes] } },
      response: {
        status: 201,
        body: hal(
          example(createdToken.extend({ ...ofShop, secret: z.string().regex(/^tally_[\w-]{43}$/) }), {
            ...value,
            secret: 'tally_Q2hlY2tvdXQgaXMgYSB0ZWFtIG9mIHR3byBwaXp6YXM',
          }),
        ),
      },
    }),
    (broker) => broker.createToken({ ...wanted, scopes: [...wanted.scopes], reach: { applications: ['Shop'] } }),
  )

  gives(
    call('the tokens that count', {
      states: known,
      request: { path: '/tokens', query: { active: 'true' } },
      response: {
        body: hal(
          tokens.extend({
            _embedded: z.object({ tokens: z.array(example(token.extend(ofShop), value)).min(1) }),
            _links: z.object({}),
          }),
        ),
      },
    }),
    (broker) => broker.listTokens({ active: true }),
  )

  gives(
    call('a token that is revoked', {
      states: known,
      request: { method: 'DELETE', path: fromState('/tokens/${tokenUuid}', `/tokens/${tokenUuid}`) },
      response: { status: 204 },
    }),
    (broker) => broker.revokeToken(tokenUuid),
  )
})
