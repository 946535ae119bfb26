import { linksBelow } from '../kernel/hal.ts'
import { describe, expect, it } from 'vitest'
import { detailsById } from './details.ts'
import type { Comparison, Pair, ResolvedSelector } from './facts.ts'
import { allComparisons, newestComparisons } from './newest.ts'
import { reasonsFor } from './reasons.ts'
import { type Question, deploymentQuestion, readMatrixQuery } from './selectors.ts'
import { type Facts, verdict } from './verdict.ts'

const pair: Pair = {
  id: 1,
  consumerId: 10,
  consumer: 'Shop',
  providerId: 20,
  provider: 'Stock',
  isPublished: true,
  isRequired: true,
}

/** Version ids are numbers of their own; here the number says the id. */
function comparison(consumerVersion: number, result: { by: number; success: boolean } | null): Comparison {
  return {
    pairId: 1,
    contractId: consumerVersion,
    consumerVersionId: consumerVersion,
    result: result && { verificationId: result.by, providerVersionId: result.by, success: result.success },
  }
}

function selector(
  role: ResolvedSelector['role'],
  name: 'Shop' | 'Stock',
  versions: readonly number[] | 'any',
): ResolvedSelector {
  const [criteria] = deploymentQuestion(
    { pacticipant: name, version: versions === 'any' ? undefined : '1' },
    {},
  ).selectors
  if (!criteria) throw new Error('There is a selector')
  return {
    role,
    criteria: role === 'inferred' ? { ...criteria, version: undefined, environment: 'production' } : criteria,
    name,
    pacticipantId: name === 'Shop' ? 10 : 20,
    mainBranch: undefined,
    versions: versions === 'any' ? 'any' : versions.map((id) => ({ id, number: String(id) })),
    hasMore: false,
  }
}

const deployment: Question = deploymentQuestion({ pacticipant: 'Shop', version: '1' }, { environment: 'production' })
const shop = selector('specified', 'Shop', [1])

function facts(change: Partial<Facts>): Facts {
  return { specified: [shop], inferred: [], ignored: [], pairs: [pair], comparisons: [], hasMore: false, ...change }
}

const verified = (by: number, success = true) => comparison(1, { by, success })

describe('the verdict on a deployment', () => {
  it.each<[string, 'yes' | 'no' | 'unknown', Partial<Facts>]>([
    ['nothing there needs it', 'yes', { pairs: [{ ...pair, isRequired: false }] }],
    [
      'every version there has verified it',
      'yes',
      { inferred: [selector('inferred', 'Stock', [2, 3])], comparisons: [verified(2), verified(3)] },
    ],
    [
      'one of the versions there has not',
      'unknown',
      { inferred: [selector('inferred', 'Stock', [2, 3])], comparisons: [verified(2)] },
    ],
    [
      'one of them failed',
      'no',
      { inferred: [selector('inferred', 'Stock', [2, 3])], comparisons: [verified(2), verified(3, false)] },
    ],
    [
      'one failed and one is missing',
      'unknown',
      { inferred: [selector('inferred', 'Stock', [2, 3])], comparisons: [verified(3, false)] },
    ],
    [
      'the provider is not there',
      'unknown',
      { inferred: [selector('inferred', 'Stock', [])], comparisons: [comparison(1, null)] },
    ],
    ['a required pair has no row', 'unknown', {}],
    ['the version does not exist', 'no', { specified: [selector('specified', 'Shop', [])], pairs: [] }],
    [
      'the version does not exist, and is ignored',
      'yes',
      { specified: [selector('specified', 'Shop', [])], pairs: [], ignored: [selector('ignored', 'Shop', 'any')] },
    ],
    [
      'the failing version is ignored',
      'yes',
      {
        inferred: [selector('inferred', 'Stock', [2, 3])],
        comparisons: [verified(2), verified(3, false)],
        ignored: [selector('ignored', 'Stock', [3])],
      },
    ],
    [
      'the missing version is ignored',
      'yes',
      {
        inferred: [selector('inferred', 'Stock', [2, 3])],
        comparisons: [verified(2)],
        ignored: [selector('ignored', 'Stock', [3])],
      },
    ],
    [
      'another version is ignored',
      'unknown',
      {
        inferred: [selector('inferred', 'Stock', [2, 3])],
        comparisons: [verified(2)],
        ignored: [selector('ignored', 'Stock', [2])],
      },
    ],
  ])('when %s is %s', (_name, answer, change) => {
    expect(verdict(deployment, facts(change)).answer).toBe(answer)
  })
})

describe('more than can be compared', () => {
  const links = linksBelow('http://broker')
  const nothing = detailsById({ contracts: [], results: [], versions: [], branches: [], tags: [], environments: [] })
  const many = facts({ inferred: [selector('inferred', 'Stock', [2])], comparisons: [verified(2)], hasMore: true })

  it('is never a yes', () => {
    const found = verdict(deployment, many)
    expect(found.answer).toBe('unknown')
    const reasons = reasonsFor(found.findings, { question: deployment, details: nothing, hasPairs: true }, links)
    expect(reasons).toMatchObject([{ code: 'too-much-to-compare', type: 'warning' }])
  })

  it('is a no when what was compared says so', () => {
    expect(verdict(deployment, { ...many, comparisons: [verified(2, false)] }).answer).toBe('no')
  })

  it('counts versions as well as rows', () => {
    const stock = { ...selector('inferred', 'Stock', [2]), hasMore: true }
    expect(verdict(deployment, { ...many, hasMore: false, inferred: [stock] }).answer).toBe('unknown')
  })

  it('is told by a pair with more rows than the limit', () => {
    const found = { pairs: [pair], comparisons: [verified(2), verified(3), verified(4)] }
    expect(allComparisons(found, 3).hasMore).toBe(false)
    expect(allComparisons(found, 2).hasMore).toBe(true)
  })
})

describe('looking around', () => {
  const other: Pair = { ...pair, id: 2, provider: 'Mail', providerId: 30 }
  const found = { pairs: [pair, other], comparisons: [verified(5), verified(6), { ...comparison(3, null), pairId: 2 }] }

  it('shows the newest rows of all pairs together', () => {
    const { comparisons, hasMore } = newestComparisons(found, 2)
    expect([comparisons.map(({ result }) => result?.providerVersionId), hasMore]).toEqual([[6, 5], true])
  })

  it('misses nothing of a pair whose rows are older', () => {
    expect(newestComparisons(found, 2).pairs.map(({ isRequired }) => isRequired)).toEqual([true, false])
    expect(newestComparisons(found, 3)).toMatchObject({ hasMore: false, pairs: [pair, other] })
  })

  it('gives a verdict on what is shown', () => {
    const question = readMatrixQuery({ q: [{ pacticipant: 'Shop' }, { pacticipant: 'Stock' }], limit: '1' })
    const around = facts({
      specified: [selector('specified', 'Shop', 'any'), selector('specified', 'Stock', 'any')],
      ...newestComparisons({ pairs: [pair], comparisons: [verified(5), verified(6)] }, 1),
    })
    expect(verdict(question, around).answer).toBe('yes')
  })
})

describe('an override', () => {
  const override = { uuid: 'o', versionId: 1, reason: 'a flag', createdBy: 'Ada', createdAt: '', expiresAt: '' }
  const failing = { comparisons: [verified(5, false)], overrides: [override] }
  const kinds = (found: ReturnType<typeof verdict>) => found.findings.map(({ kind }) => kind)

  it('makes a no a yes, and changes nothing of what was found', () => {
    const found = verdict(deployment, facts(failing))
    const without = verdict(deployment, facts({ comparisons: failing.comparisons }))
    expect([without.answer, found.answer, found.allowed?.override]).toEqual(['no', 'yes', override])
    expect(found).toMatchObject({ counts: without.counts, considered: without.considered })
    expect(kinds(found)).toEqual(['allowed-by-override', ...kinds(without)])
  })

  it('makes what is not known a yes too', () => {
    expect(verdict(deployment, facts({ comparisons: [comparison(1, null)], overrides: [override] })).answer).toBe('yes')
  })

  it('does not show where the answer is a yes anyway', () => {
    const found = verdict(deployment, facts({ comparisons: [verified(5)], overrides: [override] }))
    expect([found.answer, found.allowed, kinds(found)]).toEqual(['yes', undefined, ['all-verified']])
  })

  it.each<[string, Question, Partial<Facts>]>([
    ['another version', deployment, { specified: [selector('specified', 'Shop', [2])] }],
    ['several versions', deployment, { specified: [selector('specified', 'Shop', [2, 1])] }],
    ['more versions than are looked at', deployment, { specified: [{ ...shop, hasMore: true }] }],
    ['no environment', deploymentQuestion({ pacticipant: 'Shop', version: '1' }, { tag: 'prod', latest: true }), {}],
    ['two applications', { ...deployment, selectors: [...deployment.selectors, ...deployment.selectors] }, {}],
  ])('counts for nothing where the question is about %s', (_, question, change) => {
    expect(verdict(question, facts({ ...failing, ...change })).allowed).toBeUndefined()
  })
})
