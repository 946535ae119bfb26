import { describe, expect, test } from 'vitest'
import type { Access } from '../kernel/endpoint.ts'
import { type Caller, type Openness, isAllowed } from './access.ts'

const closed: Openness = { hasCredentials: true, publicRead: false, publicHeartbeat: false, publicBadges: false }
const accesses: readonly Access[] = [
  'public',
  'heartbeat',
  'badge',
  'read',
  'publish',
  'verify',
  'record',
  'administer',
]
const allowed = (caller: Caller, open: Partial<Openness> = {}) =>
  accesses.filter((access) => isAllowed(caller, access, { ...closed, ...open }))

describe('what a caller may do', () => {
  test('everything, where no credentials are configured', () =>
    expect(allowed('anybody', { hasCredentials: false })).toEqual(accesses))
  test('everything with write credentials', () => expect(allowed('writer')).toEqual(accesses))
  test('what reads, with read credentials', () =>
    expect(allowed('reader')).toEqual(['public', 'heartbeat', 'badge', 'read']))
  test('only what is public, with none', () => expect(allowed('anybody')).toEqual(['public']))
  test('all reading, when that is open to the public', () =>
    expect(allowed('anybody', { publicRead: true })).toEqual(['public', 'heartbeat', 'badge', 'read']))
  test('the heartbeat, when that is', () =>
    expect(allowed('anybody', { publicHeartbeat: true })).toEqual(['public', 'heartbeat']))
  test('badges, when those are', () => expect(allowed('anybody', { publicBadges: true })).toEqual(['public', 'badge']))
})
