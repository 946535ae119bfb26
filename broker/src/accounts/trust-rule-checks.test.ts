import { describe, expect, test } from 'vitest'
import type { ClaimPattern } from '@tallystick/client/wire'
import { trustRuleProblems } from './trust-rule-checks.ts'

const rule = {
  name: 'Shop',
  issuer: 'https://id.example.org',
  audience: 'tallystick',
  claims: { sub: 'shop' },
  scopes: ['publish' as const],
  reach: 'everything' as const,
}

describe('the issuer', () => {
  test.each<[string, string | undefined]>([
    ['https://token.example.org', undefined],
    ['https://gitlab.example.org:8443/path/', undefined],
    ['http://gitlab.example.org', 'must be https'],
    ['http://127.0.0.1:8080', 'PRIVATE_ISSUERS=127.0.0.1'],
    ['https://localhost', 'PRIVATE_ISSUERS=localhost'],
    ['https://[::1]', String.raw`PRIVATE_ISSUERS=[::1]`],
    ['https://169.254.169.254', 'at a private address'],
    ['http://allowed.localhost', 'must be https'],
    ['https://ann:secret@example.org', 'must be the URL'],
    ['https://example.org?x', 'must be the URL'],
    ['https://example.org#x', 'must be the URL'],
    ['ftp://example.org', 'must be the URL'],
    ['example.org', 'must be the URL'],
  ])('%s', (issuer, sentence) => {
    const found = trustRuleProblems({ ...rule, issuer }, () => false)['issuer']
    expect(found).toEqual(sentence === undefined ? undefined : [expect.stringContaining(sentence)])
  })

  test('can be on this machine where that is allowed', () => {
    for (const issuer of ['http://127.0.0.1:8080', 'http://localhost', 'http://[::1]:1', 'https://10.1.2.3']) {
      expect(trustRuleProblems({ ...rule, issuer }, () => true)).toEqual({})
    }
  })
})

const github = 'https://token.actions.githubusercontent.com'
const gitlab = 'https://gitlab.com'

test.each<[string, Readonly<Record<string, ClaimPattern>>, boolean]>([
  [github, { ref: 'refs/heads/main' }, false],
  [github, { repository: 'acme/shop' }, true],
  [github, { repository: 'acme/*' }, true],
  [github, { repository: 'acme*' }, false],
  [github, { repository: '*/shop' }, false],
  [github, { repository: 'acme*', repository_owner: 'acme' }, true],
  [github, { repository_owner: 'acme*' }, false],
  [github, { repository_owner_id: 42 }, true],
  [github, { sub: 'repo:acme/shop:ref:refs/heads/main' }, true],
  [github, { sub: 'repo:acme/*' }, true],
  [github, { sub: 'repo:acme*' }, false],
  [github, { sub: 'repo:*' }, false],
  [github, { sub: '*:acme/shop:*' }, false],
  // What a builder can have its subject say by itself.
  [github, { sub: 'environment:production' }, false],
  [github, { sub: 'ref:refs/heads/main' }, false],
  [github, { sub: 'repository_owner:acme' }, true],
  [github, { sub: 'repository_owner:acme:*' }, true],
  [github, { sub: 'repository_owner:acme*' }, false],
  [github, { job_workflow_ref: 'acme/workflows/.github/workflows/publish.yml@refs/heads/main' }, false],
  [`${github}./`, { ref: 'main' }, false],
  [`${github}/acme`, { ref: 'main' }, false],
  [gitlab, { project_path: 'acme/*' }, true],
  [gitlab, { namespace_path: 'acme' }, true],
  [gitlab, { namespace_path: 'acme*' }, false],
  [gitlab, { namespace_path: 'acme/*' }, true],
  [gitlab, { project_id: '42' }, true],
  [gitlab, { sub: 'project_path:acme/shop:*' }, true],
  [gitlab, { sub: 'project_path:*' }, false],
  [gitlab, { ref: 'main', ref_protected: true }, false],
  ['https://gitlab.example.org', { ref: 'main', ref_protected: true }, true],
])('%s with %j names whose builds are meant: %s', (issuer, claims, isBound) => {
  const problems = trustRuleProblems({ ...rule, issuer, claims }, () => false)
  expect(Object.keys(problems)).toEqual(isBound ? [] : ['claims'])
})

test('what is the same for all, or different with each build, is no claim of a rule', () => {
  const claims = { iss: 'x', aud: 'y', jti: 'z', sub: '**' }
  expect(trustRuleProblems({ ...rule, claims }, () => false)).toEqual({
    'claims.iss': ['cannot be a claim of a rule: say it as issuer'],
    'claims.aud': ['cannot be a claim of a rule: say it as audience'],
    'claims.jti': ['cannot be a claim of a rule'],
    'claims.sub': ['fits everything: say more than *'],
  })
})
