import { describe, expect, test } from 'vitest'
import { isAskedByPage, senderOf } from './sender.ts'

const base = 'https://broker.example.org/contracts'
const here = 'https://broker.example.org'
const script = { 'sec-fetch-mode': 'cors' }

describe('whose page sends a request, and whether a script of ours does', () => {
  test.each([
    [{ 'sec-fetch-site': 'same-origin' }, 'own page', true],
    [{ 'sec-fetch-site': 'same-origin', ...script }, 'own page', true],
    [{ 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'navigate' }, 'own page', false],
    [{ 'sec-fetch-site': 'same-site', origin: here }, 'other page', false],
    [{ 'sec-fetch-site': 'cross-site', ...script }, 'other page', false],
    [{ 'sec-fetch-site': 'none' }, 'other page', false],
    [{ origin: here }, 'own page', true],
    [{ origin: 'http://broker.example.org' }, 'other page', false],
    [{ origin: 'https://broker.example.org.evil.test' }, 'other page', false],
    [{ origin: 'null' }, 'other page', false],
    [{ referer: `${here}/contracts/pacticipants` }, 'unknown', true],
    [{ referer: 'https://broker.example.org.evil.test/' }, 'unknown', false],
    [{}, 'unknown', false],
  ])('%j', (said, sender, isAsked) => {
    expect([senderOf(said, base), isAskedByPage(said, base)]).toEqual([sender, isAsked])
  })
})
