import { describe } from 'vitest'
import { z } from 'zod'
import { fromState } from '../../../src/consumer/index.ts'
import { brokerEvent } from '../../../src/wire/index.ts'
import { anyLinks, at, example, linkTo, misfit } from '../support/answers.ts'
import { call, gives, hal, isRefused } from '../support/tally.ts'

const known = { name: 'a contract', params: { consumer: 'Shop', version: '1', provider: 'Stock' } }

const pageOf = (kind: z.ZodType<string>) =>
  z.object({
    _embedded: z.object({
      events: z
        .array(
          example(brokerEvent.extend({ kind }), {
            id: '800.3',
            kind: 'contract_published',
            createdAt: at,
            _links: linkTo('/pacticipants/Shop', 'pb:consumer'),
          }),
        )
        .min(1),
    }),
    position: z.string().meta({ examples: ['800.3'] }),
    _links: anyLinks,
  })

describe('events', () => {
  const query = { pacticipant: 'Shop', version: '1', kind: 'contract_published' }
  const of = { pacticipant: 'Shop', version: '1', kinds: ['contract_published'] } as const
  gives(
    call('what happened to a version', {
      states: known,
      request: { path: '/events', query },
      response: { body: hal(pageOf(z.literal('contract_published'))) },
    }),
    (broker) => broker.listEvents(of),
  )

  gives(
    call('what happened after an event', {
      states: known,
      request: { path: '/events', query: { after: fromState('${positionBefore}', '799.0') } },
      response: { body: hal(pageOf(brokerEvent.shape.kind)) },
    }),
    (broker) => broker.listEvents({ after: '799.0' }),
  )

  isRefused(
    call('what happened after something that is no event', {
      request: { path: '/events', query: { after: 'yesterday' } },
      response: { status: 400, body: hal(misfit('after', 'must be the id of an event, such as 742.1033')) },
    }),
    (broker) => broker.listEvents({ after: 'yesterday' }),
    { status: 400, message: 'after: must be the id of an event, such as 742.1033' },
  )
})
