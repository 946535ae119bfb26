import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { anyLinks, refusal } from '../support/answers.ts'
import { call, clientOf, hal, isRefused, tally } from '../support/tally.ts'

const known = { name: 'only those who are known may ask', params: { username: 'tally', password: 'a secret' } }

describe('who may ask', () => {
  const none = z.array(z.unknown()).max(0)
  const list = z.object({ pacticipants: none, _embedded: z.object({ pacticipants: none }), _links: anyLinks })
  const nobody = call('a question of nobody', {
    states: known,
    request: { path: '/pacticipants' },
    response: { status: 401, body: hal(refusal('Unauthorized')) },
  })
  isRefused(nobody, (broker) => broker.listPacticipants(), {
    status: 401,
    message: expect.stringContaining('The broker wants to know who asks') as string,
  })
  test('tally says that it needs credentials', () =>
    nobody.run(async ({ url }) => {
      const { code, output } = await tally(url, 'list-pacticipants')
      expect(output).toContain('give a token, or a user name and a password')
      expect(code).toBe(1)
    }))

  const somebody = call('a question of somebody', {
    states: known,
    request: { path: '/pacticipants', headers: { Authorization: `Basic ${btoa('tally:a secret')}` } },
    response: { body: hal(list) },
  })
  test('somebody who is known is answered', () =>
    somebody.run(async ({ url }) => {
      const credentials = { type: 'basic', username: 'tally', password: 'a secret' } as const
      expect(await clientOf(url, { credentials }).listPacticipants()).toEqual([])
    }))
})
