import { describe, expect, test } from 'vitest'
import { detailsOf, emptyRule, readClaims, writtenClaims } from './rule-form.ts'

describe('claims as lines', () => {
  test.each([
    ['', {}, []],
    ['repository=acme/shop', { repository: 'acme/shop' }, []],
    [' ref = refs/heads/main \n\n sub=a=b ', { ref: 'refs/heads/main', sub: 'a=b' }, []],
    ['repository\n=x\nref=', { ref: '' }, ['repository', '=x']],
  ])('%j', (text, claims, unread) => {
    expect(readClaims(text)).toEqual({ claims, unread })
  })

  test('are read as they were written', () => {
    const claims = { repository: 'acme/shop', run_number: 7, protected: true }
    expect(readClaims(writtenClaims(claims)).claims).toEqual({
      repository: 'acme/shop',
      run_number: '7',
      protected: 'true',
    })
  })
})

test('a rule names what it reaches, or everything', () => {
  const form = { ...emptyRule('https://broker.example.org'), name: 'Shop', claims: 'repository=acme/shop' }
  expect(detailsOf({ ...form, applications: ['Shop'] })).toMatchObject({
    claims: { repository: 'acme/shop' },
    scopes: ['publish', 'verify', 'record'],
    reach: { teams: [], applications: ['Shop'] },
  })
  expect(detailsOf({ ...form, isWide: true }).reach).toBe('everything')
})
