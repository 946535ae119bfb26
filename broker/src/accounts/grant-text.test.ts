import type { Reached } from '@tallystick/client/wire'
import { expect, test } from 'vitest'
import { type Scope } from '../kernel/endpoint.ts'
import { allScopes } from './caller.ts'
import { grantText } from './grant-text.ts'

const team = { uuid: 't', name: 'Checkout' }

test.each<[readonly Scope[], Reached, string]>([
  [['read'], 'everything', 'May read everything.'],
  [['read', 'publish'], { teams: [], applications: [] }, 'May read everything.'],
  [
    allScopes,
    'everything',
    'May read everything, and may publish contracts and versions, publish verification results, record deployments and releases, and change settings and delete everywhere.',
  ],
  [
    ['read', 'verify'],
    { teams: [team], applications: [] },
    "May read everything, and may publish verification results for the applications of 'Checkout' and of no team.",
  ],
  [
    ['read', 'publish', 'record'],
    { teams: [], applications: ['Shop', 'Stock'] },
    "May read everything, and may publish contracts and versions and record deployments and releases for 'Shop' and 'Stock'.",
  ],
])('%s of %j', (scopes, reach, sentence) => expect(grantText({ scopes, reach })).toBe(sentence))
