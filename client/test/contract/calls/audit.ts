import { describe } from 'vitest'
import { z } from 'zod'
import { auditEntry } from '../../../src/wire/index.ts'
import { at, environmentUuid, example } from '../support/answers.ts'
import { call, gives, hal } from '../support/tally.ts'

const entry = example(
  auditEntry.extend({
    action: z.literal('environment-created'),
    subject: z.object({ kind: z.literal('environment'), name: z.literal('production') }),
  }),
  {
    id: 17,
    at,
    actor: { kind: 'person', name: 'Ada', uuid: '0f6b1f6e-8d0c-4a52-9a39-64d2a3b8b2c1' },
    address: '192.0.2.10',
    requestId: '8b6f1b1c-5bb8-4a5a-8c8d-0d2c8c3b6f4e',
    action: 'environment-created',
    subject: { kind: 'environment', name: 'production' },
    before: null,
    after: { uuid: environmentUuid, name: 'production', production: true },
  },
)

describe('the audit log', () => {
  gives(
    call('who created environments', {
      states: { name: 'an environment', params: { name: 'production', production: true } },
      request: { path: '/audit', query: { action: 'environment-created', size: '10' } },
      response: {
        body: hal(z.object({ _embedded: z.object({ entries: z.array(entry).min(1) }), _links: z.object({}) })),
      },
    }),
    (broker) => broker.listAuditEntries({ action: 'environment-created', size: 10 }),
  )
})
