import { describe } from 'vitest'
import { z } from 'zod'
import { fromState } from '../../../src/consumer/index.ts'
import {
  pactForVerification,
  verificationRequest,
  verificationRequests,
  verificationResult,
} from '../../../src/wire/index.ts'
import { BROKER, call, gives, hal, isRefused } from '../support/tally.ts'
import { anyLinks, at, contractOfShop, example, linkTo, misfit, refusal, selectedPath } from '../support/answers.ts'

const known = { name: 'a contract', params: { consumer: 'Shop', version: '1', provider: 'Stock', branch: 'main' } }
const selected = fromState('${selectedPath}', selectedPath)
const results = fromState('${selectedPath}/verification-results', `${selectedPath}/verification-results`)

const selection = z.object({
  _embedded: z.object({
    pacts: z
      .array(
        example(
          pactForVerification.extend({
            verificationProperties: z.object({
              pending: z.literal(true),
              notices: z.array(z.object({ when: z.string(), text: z.string() })).min(1),
            }),
          }),
          {
            shortDescription: 'latest from main branch',
            verificationProperties: {
              pending: true,
              notices: [{ when: 'before_verification', text: 'This pact is in pending state.' }],
            },
            _links: { self: { href: BROKER + selectedPath, name: 'Pact between Shop (1) and Stock' } },
          },
        ),
      )
      .min(1),
  }),
  _links: z.object({ self: z.object({ href: z.string() }) }),
})

describe('verifications', () => {
  const path = '/pacts/provider/Stock/for-verification'
  const question = {
    consumerVersionSelectors: [{ mainBranch: true as const }, { deployedOrReleased: true as const }],
    providerVersionBranch: 'main',
    includePendingStatus: true,
    includeWipPactsSince: '2020-01-01',
  }
  gives(
    call('which contracts are to be verified, by selectors', {
      states: known,
      request: { method: 'POST', path, body: question },
      response: { body: hal(selection) },
    }),
    (broker) => broker.listContractsForVerification({ provider: 'Stock', ...question }),
    (reply) => reply._embedded.pacts,
  )
  gives(
    call('which contracts are to be verified, without selectors', {
      states: known,
      request: { method: 'POST', path, body: { includePendingStatus: true } },
      response: { body: hal(selection) },
    }),
    (broker) => broker.listContractsForVerification({ provider: 'Stock', includePendingStatus: true }),
    (reply) => reply._embedded.pacts,
  )
  isRefused(
    call('which contracts are to be verified, by a selector that says nothing', {
      states: known,
      request: { method: 'POST', path, body: { consumerVersionSelectors: [{ branch: '' }] } },
      response: {
        status: 400,
        body: hal(misfit('consumerVersionSelectors', 'branch must be filled (at index 0)')),
      },
    }),
    (broker) => broker.listContractsForVerification({ provider: 'Stock', consumerVersionSelectors: [{ branch: '' }] }),
    { status: 400, message: 'consumerVersionSelectors: branch must be filled (at index 0)' },
  )
  isRefused(
    call('which contracts are to be verified by a provider that is not there', {
      request: { method: 'POST', path: '/pacts/provider/Nobody/for-verification', body: {} },
      response: { status: 404, body: hal(refusal("No provider with name 'Nobody' found")) },
    }),
    (broker) => broker.listContractsForVerification({ provider: 'Nobody' }),
    { status: 404, message: "No provider with name 'Nobody' found" },
  )

  gives(
    call('a contract that was selected', {
      states: known,
      request: { path: selected },
      response: { body: hal(contractOfShop) },
    }),
    (broker) => broker.getContract(BROKER + selectedPath),
  )

  const contract = { _links: linkTo(`${selectedPath}/verification-results`, 'pb:publish-verification-results') }
  const found = {
    success: false,
    providerApplicationVersion: '5',
    providerApplicationVersionBranch: 'main',
    buildUrl: 'https://ci.example.org/5',
    testResults: [{ interactionId: 'a', success: false, mismatches: [{ description: 'expected 200 but was 404' }] }],
    verifiedBy: {
      implementation: 'Tallystick',
      version: '0.1.0',
      clientLanguage: { name: 'node', version: '24.21.0', testFramework: 'vitest' },
    },
  }
  gives(
    call('what a provider found', {
      states: known,
      request: { method: 'POST', path: results, body: found },
      response: {
        status: 201,
        body: hal(
          example(
            verificationResult.extend({
              providerApplicationVersion: z.literal('5'),
              success: z.literal(false),
              testResults: z.array(z.object({ interactionId: z.literal('a'), success: z.literal(false) })),
            }),
            {
              providerName: 'Stock',
              providerApplicationVersion: '5',
              success: false,
              verificationDate: at,
              buildUrl: found.buildUrl,
              testResults: [{ interactionId: 'a', success: false }],
              verifiedBy: { implementation: 'Tallystick', version: '0.1.0' },
              _links: linkTo(`${selectedPath}/verification-results/1`),
            },
          ),
        ),
      },
    }),
    (broker) => broker.publishVerificationResult(contract, found),
  )
  isRefused(
    call('what nobody knows who found', {
      states: known,
      request: { method: 'POST', path: results, body: { success: true, providerApplicationVersion: '' } },
      response: { status: 400, body: hal(misfit('providerApplicationVersion', 'must be filled')) },
    }),
    (broker) => broker.publishVerificationResult(contract, { success: true, providerApplicationVersion: '' }),
    { status: 400, message: 'providerApplicationVersion: must be filled' },
  )

  gives(
    call('what providers have yet to verify', {
      states: {
        name: 'a contract that is to be verified',
        params: { consumer: 'Shop', version: '1', provider: 'Stock' },
      },
      request: {
        path: '/verification-requests',
        query: { consumer: 'Shop', consumerVersion: '1', provider: 'Stock', status: 'requested', size: '1000' },
      },
      response: {
        body: hal(
          z.object({
            _embedded: z.object({
              verificationRequests: z
                .array(
                  example(verificationRequest.extend({ status: z.literal('requested') }), {
                    uuid: 'accbf098-a1f7-43a9-90b9-4b25765b0964',
                    status: 'requested',
                    consumer: { name: 'Shop', version: '1' },
                    provider: { name: 'Stock', version: '5' },
                    sha: '35cef35c'.repeat(5),
                    description: 'latest from main branch',
                    requestedAt: at,
                    dueAt: at,
                    _links: linkTo('/verification-requests/accbf098-a1f7-43a9-90b9-4b25765b0964'),
                  }),
                )
                .min(1),
            }),
            counts: verificationRequests.shape.counts,
            page: verificationRequests.shape.page,
            _links: anyLinks,
          }),
        ),
      },
    }),
    (broker) =>
      broker.listVerificationRequests({
        consumer: 'Shop',
        consumerVersion: '1',
        provider: 'Stock',
        status: 'requested' as const,
      }),
    (reply) => reply._embedded.verificationRequests,
  )
})
