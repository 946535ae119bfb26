import type { Webhook } from '@tallystick/client/wire'
import { describe, expect, test } from 'vitest'
import { formOf, hasStoredSecrets, newForm, toPreview, toSave, toTry } from './form.ts'

const stored: Webhook = {
  uuid: 'x0Qn0mH3gq1Yd8mY0bB1aw',
  description: 'Build',
  consumer: { name: 'shop', branch: 'main' },
  provider: { label: 'checkout', mainBranch: true },
  enabled: false,
  events: [{ name: 'contract_published' }],
  request: {
    method: 'POST',
    url: 'https://ci.example.org',
    headers: { accept: 'text/plain', authorization: '**********' },
    body: { pact: '${pactbroker.pactUrl}', id: 9_007_199_254_740_991 },
    username: 'ann',
    password: '**********',
  },
  signingSecret: '**********',
  createdAt: '2026-11-22T10:00:00+00:00',
  _links: {},
}

describe('the form of a webhook', () => {
  test('saves what nobody touched as it was, and keeps the secrets', () => {
    expect(toSave(formOf(stored))).toEqual({
      description: 'Build',
      consumer: { name: 'shop', branch: 'main' },
      provider: { label: 'checkout', mainBranch: true },
      enabled: false,
      events: ['contract_published'],
      request: { ...stored.request, password: undefined },
      signingSecret: undefined,
    })
  })

  test('shows no secret, and says which there are', () => {
    const { headers, password, signingSecret } = formOf(stored)
    expect(headers[1]).toEqual({ id: 1, name: 'authorization', value: '', isStored: true })
    expect([password.text, password.isStored, signingSecret.isStored]).toEqual(['', true, true])
  })

  test('replaces secrets that are typed, and takes those away that are removed', () => {
    const form = formOf(stored)
    const [accept, authorization] = form.headers
    if (!accept || !authorization) throw new Error('the headers are not there')
    const saved = toSave({
      ...form,
      headers: [accept, { ...authorization, value: 'Bearer new' }],
      password: { ...form.password, text: 'new' },
      signingSecret: { ...form.signingSecret, isRemoved: true },
    })
    expect(saved.request).toMatchObject({ headers: { authorization: 'Bearer new' }, password: 'new' })
    expect(saved.signingSecret).toBeNull()
  })

  test('gives the password up with the user name', () => {
    expect(toSave({ ...formOf(stored), username: '' }).request).toMatchObject({ password: null })
  })

  test('sends a body that is written to the letter, and none where it is empty', () => {
    const form = formOf(stored)
    const withBody = (text: string) => toSave({ ...form, body: { ...form.body, text } }).request.body
    expect(withBody('{ "id": 9007199254740993 }')).toBe('{ "id": 9007199254740993 }')
    expect(withBody('')).toBeUndefined()
  })

  test('leaves out what nobody filled in', () => {
    const form = newForm({ provider: 'orders' })
    const headers = [...form.headers, { id: 1, name: ' ', value: '', isStored: false }]
    expect(toSave({ ...form, headers })).toMatchObject({
      consumer: undefined,
      provider: { name: 'orders' },
      request: { headers: { 'content-type': 'application/json' } },
    })
  })

  test('tries without the secrets that only the broker knows', () => {
    const form = formOf(stored)
    expect(hasStoredSecrets(form)).toBe(true)
    expect(toTry(form).request.headers).toEqual({ accept: 'text/plain' })
    expect(hasStoredSecrets(newForm({}))).toBe(false)
  })

  test('previews names, whether it is signed, and no password', () => {
    expect(toPreview(formOf(stored), 'branch_created')).toMatchObject({
      event: 'branch_created',
      consumer: { name: 'shop', branch: 'main' },
      isSigned: true,
    })
    expect(toPreview(formOf(stored), 'branch_created').request).not.toHaveProperty('password')
  })
})
