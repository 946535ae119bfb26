import { describe } from 'vitest'
import { matrixCell, matrixGrid, verificationRequests, verificationResults } from '../../../src/wire/index.ts'
import { at, example, linkTo, verdict } from '../support/answers.ts'
import { call, gives, hal } from '../support/tally.ts'

const kept = {
  name: 'a contract that was verified in an environment',
  params: {
    consumer: 'Shop',
    version: '1',
    provider: 'Stock',
    providerVersion: '5',
    environment: 'production',
    success: true,
  },
}
const pair = { consumer: 'Shop', provider: 'Stock' }
const PATH = '/matrix/provider/Stock/consumer/Shop'
const sha = '35cef35c'.repeat(5)

describe('how versions of a pair stand', () => {
  gives(
    call('the matrix of a pair', {
      states: kept,
      request: { path: PATH, query: { limit: '10' } },
      response: {
        body: hal(
          verdict({
            deployable: true,
            success: true,
            code: 'all-verified',
            type: 'success',
            message: 'All required verification results are published and successful',
          }),
        ),
      },
    }),
    (broker) => broker.getMatrix('?limit=10', pair),
  )
  gives(
    call('the matrix of a pair as a grid', {
      states: kept,
      request: { path: `${PATH}/grid`, query: { page: '1', size: '5' } },
      response: {
        body: hal(
          example(matrixGrid, {
            consumer: {
              name: 'Shop',
              versions: [{ number: '1', branch: 'main', environments: [], sha, publishedAt: at }],
              hasOlder: false,
            },
            provider: {
              name: 'Stock',
              versions: [
                {
                  number: '5',
                  branch: 'main',
                  environments: [{ name: 'production', displayName: 'Production', production: true }],
                },
              ],
              hasOlder: false,
            },
            results: [{ consumerVersion: '1', providerVersion: '5', success: true }],
            _links: linkTo(`${PATH}/grid`),
          }),
        ),
      },
    }),
    (broker) => broker.getMatrixGrid({ ...pair, page: 1, size: 5 }),
  )
  gives(
    call('what a cell of the matrix means', {
      states: kept,
      request: { path: `${PATH}/version/1`, query: { providerVersion: '5' } },
      response: {
        body: hal(
          example(matrixCell, {
            consumer: { name: 'Shop', version: '1' },
            provider: { name: 'Stock', version: '5' },
            contract: { sha, publishedAt: at, firstVersion: '1' },
            result: { number: 1, success: true, verifiedAt: at, buildUrl: null, isReused: false, isPending: false },
            next: null,
            _links: linkTo(`${PATH}/version/1`),
          }),
        ),
      },
    }),
    (broker) => broker.getMatrixCell({ ...pair, version: '1', providerVersion: '5' }),
  )
})

describe('what was verified, and what is to be', () => {
  gives(
    call('the newest verification results', {
      states: kept,
      request: { path: '/verification-results', query: { pacticipant: 'Stock', success: 'true', size: '10' } },
      response: {
        body: hal(
          example(verificationResults, {
            _embedded: {
              verificationResults: [
                {
                  number: 1,
                  success: true,
                  verifiedAt: at,
                  buildUrl: null,
                  consumer: { name: 'Shop', version: '1' },
                  provider: { name: 'Stock', version: '5' },
                  sha,
                  _links: linkTo(`/pacts/provider/Stock/consumer/Shop/pact-version/${sha}/verification-results/1`),
                },
              ],
            },
            _links: linkTo('/verification-results'),
          }),
        ),
      },
    }),
    (broker) => broker.getVerificationResults({ pacticipant: 'Stock', success: true, size: 10 }),
  )
  gives(
    call('what waits for a provider, what wants attention first', {
      states: { name: 'a contract that is to be verified', params: { ...pair, version: '1' } },
      request: {
        path: '/verification-requests',
        query: { provider: 'Stock', status: 'open', order: 'attention', size: '10' },
      },
      response: {
        body: hal(
          example(verificationRequests, {
            _embedded: {
              verificationRequests: [
                {
                  uuid: 'accbf098-a1f7-43a9-90b9-4b25765b0964',
                  status: 'requested',
                  consumer: { name: 'Shop', version: '1' },
                  provider: { name: 'Stock', version: '5' },
                  sha,
                  description: 'latest from main branch',
                  requestedAt: at,
                  dueAt: at,
                  next: 'tally verify --provider-name Stock --provider-version 5 --publish',
                  _links: linkTo('/verification-requests/accbf098-a1f7-43a9-90b9-4b25765b0964'),
                },
              ],
            },
            counts: { requested: 1, started: 0, overdue: 0, done: 0 },
            page: { number: 1, size: 10, totalElements: 1, totalPages: 1 },
            _links: linkTo('/verification-requests'),
          }),
        ),
      },
    }),
    (broker) => broker.getVerificationRequests({ provider: 'Stock', status: 'open', order: 'attention', size: 10 }),
  )
})
