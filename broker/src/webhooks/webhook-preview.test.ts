import { webhookEventNames } from '@tallystick/client/wire'
import { describe, expect, test } from 'vitest'
import { type PreviewDetails, webhookPreview } from './webhook-preview.ts'

const sending = { brokerUrl: 'https://broker.example.org', sentAt: new Date(0), userAgent: 'Test' }
const preview = (details: Partial<PreviewDetails>) =>
  webhookPreview({ event: 'contract_published', request: {}, ...details }, sending)
const valueOf = (name: string, details: Partial<PreviewDetails>) =>
  preview(details).parameters.find((parameter) => parameter.name === name)?.value

describe('the preview of a webhook', () => {
  test('is the request as a delivery would send it', () => {
    const { request } = preview({
      isSigned: true,
      request: {
        method: 'put',
        url: 'https://ci.example.org/${pactbroker.consumerVersionBranch}',
        headers: { 'X-Consumer': '${pactbroker.consumerName}' },
        body: { provider: '${pactbroker.providerName}' },
      },
    })
    expect(request).toEqual({
      method: 'PUT',
      url: 'https://ci.example.org/feat%2Fcheckout',
      headers: {
        'user-agent': 'Test',
        'content-type': 'application/json',
        'x-consumer': 'shop',
        'x-tallystick-delivery': expect.any(String),
        'x-tallystick-event': 'contract_published',
        'x-tallystick-timestamp': '0',
        'x-tallystick-signature': expect.stringMatching(/^t=0,v1=[\da-f]{64}$/),
      },
      body: '{"provider":"orders"}',
    })
  })

  test('has the names that the webhook filters by', () => {
    const request = {
      body: '${pactbroker.consumerName} ${pactbroker.consumerVersionBranch} ${pactbroker.providerName}',
    }
    const details = { consumer: { name: 'Web', branch: 'main' }, provider: { name: 'Stock' }, request }
    expect(preview(details).request.body).toBe('Web main Stock')
  })

  test('shows no credentials', () => {
    const { headers } = preview({ request: { username: 'ann', headers: { 'X-Api-Key': 'geheim' } } }).request
    expect(headers).toMatchObject({ authorization: '**********', 'x-api-key': '**********' })
  })

  test('tells of parameters that there are not', () => {
    const request = { url: 'https://example.org/${pactbroker.nothing}', body: { a: ['${pactbroker.nothing}'] } }
    const { unknownParameters, ...shown } = preview({ request })
    expect(unknownParameters).toEqual(['nothing'])
    expect(shown.request.url).toBe('https://example.org/${pactbroker.nothing}')
  })

  test.each(webhookEventNames)('of %s describes every parameter, and says which have no value then', (event) => {
    const { parameters } = preview({ event })
    expect(parameters.filter(({ description }) => description === '')).toEqual([])
    expect(parameters.find(({ name }) => name === 'eventName')?.value).toBe(event)
    const isAlone = /^(consumer_version_fully|deployment|branch)/.test(event)
    expect(valueOf('pacticipantName', { event }) !== '').toBe(isAlone)
    expect(valueOf('pactUrl', { event }) !== '').toBe(!isAlone)
    expect(valueOf('verificationResultUrl', { event }) !== '').toBe(event.startsWith('provider_verification_'))
  })
})
