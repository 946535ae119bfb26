import { describe } from 'vitest'
import { z } from 'zod'
import { fromState } from '../../../src/consumer/index.ts'
import { override, overrides } from '../../../src/wire/index.ts'
import { at, example, linkTo } from '../support/answers.ts'
import { call, gives, hal } from '../support/tally.ts'

const overrideUuid = '0f6b1f6e-8d0c-4a52-9a39-64d2a3b8b2c1'
const tomorrow = '2026-11-23T10:00:00.000Z'
const reason = 'Stock is behind a flag'

const place = { pacticipant: 'Shop', version: '1', environment: 'production' }
const said = { ...place, reason }
const known = { name: 'a version that may be allowed', params: place }
const allowed = { name: 'a version that is allowed', params: said }

const inForce = example(
  override.extend({ pacticipant: z.literal('Shop'), reason: z.literal(reason), active: z.literal(true) }),
  {
    ...said,
    uuid: overrideUuid,
    active: true,
    createdBy: 'Ada',
    createdAt: at,
    expiresAt: '2026-11-23T10:00:00+00:00',
    revokedBy: null,
    revokedAt: null,
    _links: linkTo(`/overrides/${overrideUuid}`),
  },
)

describe('overrides', () => {
  gives(
    call('an override', {
      states: known,
      request: {
        method: 'POST',
        path: '/overrides',
        body: { ...said, expiresAt: fromState('${tomorrow}', tomorrow) },
      },
      response: { status: 201, body: hal(inForce) },
    }),
    (broker) => broker.createOverride({ ...said, expiresAt: tomorrow }),
  )

  gives(
    call('the overrides for an environment that count', {
      states: allowed,
      request: { path: '/overrides', query: { environment: 'production', active: 'true' } },
      response: {
        body: hal(
          overrides.extend({ _embedded: z.object({ overrides: z.array(inForce).min(1) }), _links: z.object({}) }),
        ),
      },
    }),
    (broker) => broker.listOverrides({ environment: 'production', active: true }),
  )

  gives(
    call('an override that is revoked', {
      states: allowed,
      request: { method: 'DELETE', path: fromState('/overrides/${overrideUuid}', `/overrides/${overrideUuid}`) },
      response: { status: 204 },
    }),
    (broker) => broker.revokeOverride(overrideUuid),
  )
})
