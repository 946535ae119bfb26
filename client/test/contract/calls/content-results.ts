import { describe } from 'vitest'
import { z } from 'zod'
import { fromState } from '../../../src/consumer/index.ts'
import {
  contentResult,
  contentResults,
  contentVersions,
  contractInteraction,
  interactionResults,
  resultDetails,
} from '../../../src/wire/index.ts'
import { at, example, linkTo } from '../support/answers.ts'
import { call, gives, hal } from '../support/tally.ts'

const pair = { consumer: 'Shop', provider: 'Stock' }
const verified = { name: 'a contract that failed', params: { ...pair, version: '1', providerVersion: '5' } }
const content = { ...pair, sha: '35cef35c'.repeat(5) }
const contentPath = `/pacts/provider/Stock/consumer/Shop/pact-version/${content.sha}`
const below = (path: string) => fromState(`\${contentPath}${path}`, contentPath + path)

const page = { number: 1, size: 10, totalElements: 1, totalPages: 1 }
const onePage = z.object({ ...contentResults.shape.page.shape, totalElements: z.literal(1) })
const mismatch = { attribute: 'status', description: 'expected 200 but was 404' }

const result = {
  number: 1,
  success: false,
  pending: false,
  wip: false,
  providerVersion: { number: '5', branch: 'main' },
  verifiedAt: at,
  buildUrl: 'https://ci.example.org/5',
  verifiedBy: { implementation: 'Tallystick', version: '0.1.0' },
  _links: linkTo(`${contentPath}/verification-results/1`),
}
const failure = contentResult.extend({ success: z.literal(false), buildUrl: z.string() })

const interaction = {
  id: 'ba5eba11'.repeat(5),
  kind: 'http',
  description: 'a request for an item',
  providerStates: [{ name: 'there is an item' }],
  method: 'GET',
  path: '/items/1',
}
const itemInteraction = contractInteraction.extend({
  kind: z.literal('http'),
  method: z.literal('GET'),
  path: z.literal('/items/1'),
  providerStates: z.array(z.object({ name: z.string() })).min(1),
})
const failed = {
  success: z.literal(false),
  mismatches: z.array(z.object({ attribute: z.literal('status'), description: z.string() })).min(1),
}
const newest = interactionResults.shape._embedded.shape.interactions.element.shape.result.unwrap()

describe('what was found for a contract', () => {
  gives(
    call('the versions whose contract says the same', {
      states: verified,
      request: { path: below('/versions'), query: { size: '10' } },
      response: {
        body: hal(
          example(
            contentVersions.extend({
              _embedded: z.object({
                versions: z
                  .array(
                    contentVersions.shape._embedded.shape.versions.element.extend({
                      branch: z.string(),
                      buildUrl: z.null(),
                    }),
                  )
                  .min(1),
              }),
              page: onePage,
            }),
            {
              _embedded: {
                versions: [
                  {
                    number: '1',
                    branch: 'main',
                    buildUrl: null,
                    publishedAt: at,
                    _links: linkTo('/pacts/provider/Stock/consumer/Shop/version/1', 'pb:pact-version'),
                  },
                ],
              },
              page,
              _links: linkTo(`${contentPath}/versions`),
            },
          ),
        ),
      },
    }),
    (broker) => broker.listContentVersions({ ...content, size: 10 }),
  )

  gives(
    call('the results of a contract', {
      states: verified,
      request: { path: below('/verification-results'), query: { page: '1', size: '10' } },
      response: {
        body: hal(
          example(
            contentResults.extend({
              _embedded: z.object({ verificationResults: z.array(failure).min(1) }),
              page: onePage,
            }),
            {
              _embedded: { verificationResults: [result] },
              page,
              _links: linkTo(`${contentPath}/verification-results`),
            },
          ),
        ),
      },
    }),
    (broker) => broker.listContentResults({ ...content, page: 1, size: 10 }),
  )

  gives(
    call('the newest result of each interaction', {
      states: verified,
      request: { path: below('/interaction-results') },
      response: {
        body: hal(
          example(
            interactionResults.extend({
              _embedded: z.object({
                interactions: z.array(itemInteraction.extend({ result: newest.extend(failed) })).min(1),
              }),
            }),
            {
              _embedded: {
                interactions: [
                  {
                    ...interaction,
                    result: {
                      number: 1,
                      success: false,
                      pending: false,
                      providerVersion: { number: '5', branch: 'main' },
                      verifiedAt: at,
                      mismatches: [mismatch],
                      sha: content.sha,
                      _links: linkTo(`${contentPath}/verification-results/1`),
                    },
                  },
                ],
              },
              _links: linkTo(`${contentPath}/interaction-results`),
            },
          ),
        ),
      },
    }),
    (broker) => broker.listInteractionResults(content),
  )

  gives(
    call('what a verification found for each interaction', {
      states: verified,
      request: { path: below('/verification-results/latest/interaction-results') },
      response: {
        body: hal(
          example(
            resultDetails.extend({
              ...failure.shape,
              consumerVersion: z.object({ number: z.literal('1'), branch: z.string() }),
              _embedded: z.object({
                interactions: z.array(itemInteraction.extend({ result: z.object(failed) })).min(1),
              }),
            }),
            {
              ...result,
              consumerVersion: { number: '1', branch: 'main' },
              _embedded: { interactions: [{ ...interaction, result: { success: false, mismatches: [mismatch] } }] },
            },
          ),
        ),
      },
    }),
    (broker) => broker.getResultDetails({ ...content, number: 'latest' }),
  )
})
