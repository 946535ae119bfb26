import { describe } from 'vitest'
import { z } from 'zod'
import {
  about,
  deletion,
  deletions,
  restoration,
  retention,
  retentionPreview,
  retentionPreviewBranches,
  retentionPreviewVersions,
  retentionRun,
  searchGroup,
} from '../../../src/wire/index.ts'
import { at, example, linkTo, refusal } from '../support/answers.ts'
import { call, gives, hal, isRefused } from '../support/tally.ts'

const described = {
  name: 'an application that is described',
  params: { name: 'Shop', label: 'frontend', version: '1' },
}

const settings = {
  enabled: true,
  cronSchedule: '15 2 * * *',
  dryRun: false,
  keepVersionSelectors: [{ latest: true }],
  deletionLimit: 500,
  keepBranchSelectors: [{ maxAge: 90 }],
  branchDeletionLimit: 500,
  overwrittenDataMaxAge: 7,
  undoPeriod: 14,
} as const

const page = { number: 1, size: 10, totalElements: 1, totalPages: 1 }

describe('search', () => {
  gives(
    call('what is called shop', {
      states: described,
      request: { path: '/search', query: { q: 'shop', kind: 'pacticipant' } },
      response: {
        body: hal(
          example(z.object({ _embedded: z.object({ groups: z.array(searchGroup).min(1) }), _links: z.object({}) }), {
            _embedded: {
              groups: [
                {
                  kind: 'pacticipant',
                  items: [
                    {
                      kind: 'pacticipant',
                      name: 'Shop',
                      displayName: 'The shop',
                      labels: ['frontend'],
                      _links: linkTo('/pacticipants/Shop', 'pb:pacticipant'),
                    },
                  ],
                  hasMore: false,
                  _links: linkTo('/search?q=shop&kind=pacticipant&page=1&size=20'),
                },
              ],
            },
            _links: {},
          }),
        ),
      },
    }),
    (broker) => broker.search('shop', { kind: 'pacticipant' }),
  )
})

describe('retention', () => {
  gives(
    call('what is kept', {
      request: { path: '/retention' },
      response: {
        body: hal(
          example(retention, {
            settings,
            inWords: { versions: ['the latest'], branches: ['branches published to in the last 90 days'] },
            _embedded: { runs: [] },
            _links: linkTo('/retention'),
          }),
        ),
      },
    }),
    (broker) => broker.getRetention(),
  )

  gives(
    call('what would go', {
      states: described,
      request: { path: '/retention/preview' },
      response: {
        body: hal(
          example(
            retentionPreview.extend({
              _embedded: z.object({ pacticipants: retentionPreview.shape._embedded.shape.pacticipants.min(1) }),
            }),
            {
              settings,
              _embedded: {
                pacticipants: [
                  {
                    name: 'Shop',
                    versions: {
                      toDelete: { count: 0 },
                      toKeep: {
                        count: 1,
                        first: { number: '1', createdAt: at },
                        last: { number: '1', createdAt: at },
                      },
                      selectors: [{ selector: { latest: true }, description: 'the latest', count: 1 }],
                    },
                    branches: { toDelete: 0, toKeep: 1 },
                    overwrittenData: { revisions: 0, results: 0, deliveries: 0 },
                    _links: linkTo('/pacticipants/Shop', 'pb:pacticipant'),
                  },
                ],
              },
              page,
              _links: linkTo('/retention/preview'),
            },
          ),
        ),
      },
    }),
    (broker) => broker.previewRetention(),
  )

  gives(
    call('which versions would stay', {
      states: described,
      request: { path: '/retention/preview/Shop/versions', query: { kept: 'true' } },
      response: {
        body: hal(
          example(
            retentionPreviewVersions.extend({
              _embedded: z.object({ versions: retentionPreviewVersions.shape._embedded.shape.versions.min(1) }),
            }),
            {
              _embedded: {
                versions: [
                  {
                    number: '1',
                    createdAt: at,
                    isKept: true,
                    reasons: ['the latest'],
                    _links: linkTo('/pacticipants/Shop/versions/1', 'pb:version'),
                  },
                ],
              },
              page,
              _links: linkTo('/retention/preview/Shop/versions'),
            },
          ),
        ),
      },
    }),
    (broker) => broker.previewRetentionVersions({ pacticipant: 'Shop', kept: true }),
  )

  gives(
    call('which branches would go', {
      states: described,
      request: { path: '/retention/preview/Shop/branches', query: { kept: 'false' } },
      response: {
        body: hal(
          example(retentionPreviewBranches, {
            _embedded: { branches: [] },
            page: { ...page, totalElements: 0 },
            _links: linkTo('/retention/preview/Shop/branches'),
          }),
        ),
      },
    }),
    (broker) => broker.previewRetentionBranches({ pacticipant: 'Shop', kept: false }),
  )

  gives(
    call('a count of what would go', {
      request: { method: 'POST', path: '/retention/runs', body: { dryRun: true } },
      response: {
        status: 202,
        body: hal(
          example(retentionRun.extend({ dryRun: z.literal(true) }), {
            uuid: '2e1f2f0e-9f43-4b1c-8f0c-5d1e2a3b4c5d',
            dryRun: true,
            state: 'waiting',
            settings,
            counts: {},
            startedAt: at,
            _links: linkTo('/retention/runs/2e1f2f0e-9f43-4b1c-8f0c-5d1e2a3b4c5d'),
          }),
        ),
      },
    }),
    (broker) => broker.startRetentionRun({ dryRun: true }),
  )
})

describe('deletions', () => {
  const deleted = { name: 'an application that was deleted', params: { name: 'Shop', uuid: 'deletion-1' } }

  gives(
    call('what was deleted', {
      states: deleted,
      request: { path: '/deletions' },
      response: {
        body: hal(
          example(deletions.extend({ _embedded: z.object({ deletions: z.array(deletion).min(1) }) }), {
            _embedded: {
              deletions: [
                {
                  uuid: 'deletion-1',
                  kind: 'pacticipant',
                  name: 'Shop',
                  deletedAt: at,
                  expiresAt: at,
                  _links: linkTo('/deletions/deletion-1'),
                },
              ],
            },
            page,
            _links: linkTo('/deletions'),
          }),
        ),
      },
    }),
    (broker) => broker.listDeletions(),
  )

  gives(
    call('what was deleted to be there again', {
      states: deleted,
      request: { method: 'POST', path: '/deletions/deletion-1/restore' },
      response: {
        body: hal(
          example(restoration.extend({ name: z.literal('Shop') }), {
            kind: 'pacticipant',
            name: 'Shop',
            restored: { pacticipants: 1 },
            leftOut: {},
            _links: linkTo('/deletions', 'pb:deletions'),
          }),
        ),
      },
    }),
    (broker) => broker.restoreDeletion('deletion-1'),
  )

  isRefused(
    call('what cannot be restored any more', {
      request: { method: 'POST', path: '/deletions/nothing/restore' },
      response: {
        status: 404,
        body: hal(refusal("No deletion with UUID 'nothing' found that can still be undone")),
      },
    }),
    (broker) => broker.restoreDeletion('nothing'),
    { status: 404, message: "No deletion with UUID 'nothing' found that can still be undone" },
  )
})

describe('the broker', () => {
  gives(
    call('which release this is', {
      request: { path: '/diagnostic/about' },
      response: {
        body: hal(
          example(about, {
            version: '0.1.0',
            license: 'MIT',
            node: '24.21.0',
            startedAt: at,
            database: { version: '18.1', sizeBytes: 12_345_678, migration: '0008-search.sql' },
            _links: linkTo('/diagnostic/about'),
          }),
        ),
      },
    }),
    (broker) => broker.getAbout(),
  )
})
