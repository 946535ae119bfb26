import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { HttpExpectation } from '../../../src/consumer/index.ts'
import { matrix } from '../../../src/wire/index.ts'
import { completeVerdict, example, misfit, verdict } from '../support/answers.ts'
import { call, gives, hal, isRefused, tally } from '../support/tally.ts'

const pair = { consumer: 'Shop', version: '1', provider: 'Stock', providerVersion: '5', environment: 'production' }
const kept = { name: 'a contract that was verified in an environment', params: { ...pair, success: true } }
const broken = { name: 'a contract that was verified in an environment', params: { ...pair, success: false } }
const unknown = {
  name: 'a contract that nobody verified, with its provider in an environment',
  params: pair,
}

const record = 'tally record-deployment --pacticipant Shop --version 1 --environment production'
const verified = {
  deployable: true,
  success: true,
  code: 'all-verified',
  type: 'success',
  message: 'All required verification results are published and successful',
} as const
const yes = verdict({ ...verified, next: record })
const yesOfSeveral = verdict(verified)
const yesOfSome = {
  ...yesOfSeveral,
  reasons: [
    ...verdict({
      ...verified,
      code: 'version-not-specified',
      type: 'warning',
      message: 'WARN: It is recommended to specify the version number',
    }).reasons,
    ...yesOfSeveral.reasons,
  ],
}
const failed = {
  deployable: false,
  success: false,
  code: 'verification-failed',
  type: 'error',
  message: 'The verification for the pact between Shop (1) and Stock (5) failed',
} as const
const no = verdict(failed)
const notYet = verdict({
  deployable: null,
  code: 'not-verified',
  type: 'error',
  message: 'There is no verified pact between Shop (1) and Stock (5)',
})

describe('whether a version can be deployed', () => {
  const question = { pacticipant: 'Shop', version: '1', environment: 'production' }
  const ask = (description: string, states: typeof kept | typeof unknown, body: typeof yes, query: object = question) =>
    call(description, {
      states,
      request: { path: '/can-i-deploy', query: { ...query } },
      response: { body: hal(body) },
    })

  const complete = call('whether a version can be deployed: yes', {
    states: kept,
    request: { path: '/can-i-deploy', query: question },
    response: { body: hal(completeVerdict({ ...verified, next: record })) },
  })
  gives(complete, (broker) => broker.canIDeploy(question))
  gives(ask('whether a version can be deployed: no', broken, no), (broker) => broker.canIDeploy(question))
  gives(ask('whether a version can be deployed: not known yet', unknown, notYet), (broker) =>
    broker.canIDeploy(question),
  )
  const waiting = { ...question, wait: 60 }
  gives(ask('whether a version can be deployed, with time to wait', kept, yes, waiting), (broker) =>
    broker.canIDeploy(waiting),
  )
  isRefused(
    call('whether a version can be deployed to nowhere', {
      states: kept,
      request: { path: '/can-i-deploy', query: { ...question, environment: 'moon' } },
      response: { status: 400, body: hal(misfit('environment', "with name 'moon' does not exist")) },
    }),
    (broker) => broker.canIDeploy({ ...question, environment: 'moon' }),
    { status: 400, message: "environment: with name 'moon' does not exist" },
  )
})

describe('whether versions work together', () => {
  const selector = { 'q[][pacticipant]': 'Shop', 'q[][version]': '1' }
  const toProduction = { ...selector, latestby: 'cvpv', environment: 'production' }
  const ask = (
    description: string,
    states: typeof kept | typeof unknown,
    body: typeof yes,
    query: object = toProduction,
  ) => call(description, { states, request: { path: '/matrix', query: { ...query } }, response: { body: hal(body) } })

  const shop1 = { selectors: [{ pacticipant: 'Shop', version: '1' }], toEnvironment: 'production' }
  const verdicts: readonly [HttpExpectation<unknown>, number, string][] = [
    [ask('whether a version fits an environment: yes', kept, yes), 0, 'All required verification results'],
    [ask('whether a version fits an environment: no', broken, no), 1, 'failed'],
    [ask('whether a version fits an environment: not known yet', unknown, notYet), 1, 'There is no verified pact'],
  ]
  for (const [expectation, code, says] of verdicts) {
    gives(expectation, (broker) => broker.queryMatrix(shop1))
    test(`tally can-i-deploy tells ${expectation.interactions[0]?.description}`, () =>
      expectation.run(async ({ url }) => {
        const args = ['--pacticipant', 'Shop', '--version', '1', '--to-environment', 'production']
        const { output, ...run } = await tally(url, 'can-i-deploy', ...args)
        expect(run.code, output).toBe(code)
        expect(output).toContain(says)
      }))
  }

  const ignored = {
    ...verdict({ ...failed, deployable: true, code: 'no-dependencies-in-target', type: 'success' }),
    summary: example(
      matrix.shape.summary.extend({ deployable: z.literal(true), failed: z.literal(0), ignored: z.literal(1) }),
      { deployable: true, reason: 'Nothing else is in the way', success: 0, failed: 0, unknown: 0, ignored: 1 },
    ),
  }
  const ignoring = { ...toProduction, 'ignore[][pacticipant]': 'Stock' }
  const fitsWithout = call('whether a version fits an environment, an application ignored', {
    states: broken,
    request: { path: '/matrix', query: ignoring },
    response: { body: hal(ignored) },
  })
  gives(fitsWithout, (broker) => broker.queryMatrix({ ...shop1, ignore: [{ pacticipant: 'Stock' }] }))

  gives(
    ask('whether the newest versions fit the main branches', kept, yesOfSome, {
      'q[][pacticipant]': 'Shop',
      'q[][latest]': 'true',
      'q[][mainBranch]': 'true',
      latestby: 'cvp',
      mainBranch: 'true',
      latest: 'true',
    }),
    (broker) => broker.queryMatrix({ selectors: [{ pacticipant: 'Shop', mainBranch: true }], toMainBranch: true }),
  )

  gives(
    ask('how all versions of two applications fit', kept, yesOfSeveral, {
      'q[][pacticipant]': ['Shop', 'Stock'],
      latestby: 'cvpv',
      limit: '10',
    }),
    (broker) => broker.queryMatrix({ selectors: [{ pacticipant: 'Shop' }, { pacticipant: 'Stock' }], limit: 10 }),
  )

  const missing = 'Please provide 1 or more version selectors.'
  isRefused(
    call('whether nothing works together', {
      request: { path: '/matrix', query: { latestby: 'cvpv' } },
      response: {
        status: 400,
        body: hal(example(z.object({ errors: z.array(z.string()).min(1) }), { errors: [missing] })),
      },
    }),
    (broker) => broker.queryMatrix({ selectors: [] }),
    { status: 400, message: missing },
  )
})
