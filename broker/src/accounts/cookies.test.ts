import { describe, expect, test } from 'vitest'
import { clearCookie, readCookie, sessionCookie, signInCookie, writeCookie } from './cookies.ts'

describe('a cookie is as narrow as the address allows', () => {
  test.each([
    ['http://127.0.0.1:9292', 'tallystick-session=x; Path=/; Max-Age=60; HttpOnly; SameSite=Lax'],
    ['http://intra/contracts', 'tallystick-session=x; Path=/contracts; Max-Age=60; HttpOnly; SameSite=Lax'],
    ['https://b.example.org', '__Host-tallystick-session=x; Path=/; Max-Age=60; HttpOnly; SameSite=Lax; Secure'],
    [
      'https://b.example.org/contracts',
      '__Secure-tallystick-session=x; Path=/contracts; Max-Age=60; HttpOnly; SameSite=Lax; Secure',
    ],
  ])('%s', (base, expected) => {
    expect(writeCookie(base, { name: sessionCookie(base), value: 'x', maxAgeSeconds: 60 })).toBe(expected)
  })
})

test('is cleared with the attributes that it was set with', () => {
  const base = 'https://b.example.org'
  expect(clearCookie(base, signInCookie(base))).toBe(
    '__Host-tallystick-sign-in=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax; Secure',
  )
})

describe('is found among others', () => {
  test.each([
    ['tallystick-session=x', 'x'],
    ['a=b; tallystick-session=x=y; c=d', 'x=y'],
    ['__Host-tallystick-session=other; tallystick-session=x', 'x'],
    ['__Host-tallystick-session=other', undefined],
    ['tallystick-session=', undefined],
    ['other=tallystick-session=x', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('%j', (header, expected) => {
    expect(readCookie(header, 'tallystick-session')).toBe(expected)
  })
})
