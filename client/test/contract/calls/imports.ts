import { describe } from 'vitest'
import { z } from 'zod'
import { importOutcomes } from '../../../src/wire/index.ts'
import { example } from '../support/answers.ts'
import { call, gives, hal } from '../support/tally.ts'

const createdAt = '2026-01-02T03:04:05Z'
const records = [{ kind: 'application' as const, name: 'Till', labels: ['team-a'], createdAt }]
const taken = example(
  importOutcomes.extend({ outcomes: z.array(z.object({ outcome: z.literal('created') })).min(1) }),
  { outcomes: [{ outcome: 'created' }] },
)

describe('imports', () => {
  gives(
    call('records of another broker', {
      request: { method: 'POST', path: '/imports', body: { records } },
      response: { body: hal(taken) },
    }),
    (broker) => broker.importRecords(records),
  )
})
