import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { together } from '../../../src/consumer/index.ts'
import { branchVersion, tag, version, versions } from '../../../src/wire/index.ts'
import { at, example, linkTo, refusal } from '../support/answers.ts'
import { call, clientOf, gives, hal, isRefused } from '../support/tally.ts'

const path = '/pacticipants/Shop/versions/1'
const known = { name: 'a version', params: { pacticipant: 'Shop', version: '1', branch: 'main', tag: 'gold' } }

const one = {
  number: '1',
  buildUrl: 'https://ci.example.org/1',
  createdAt: at,
  _embedded: {
    branchVersions: [{ name: 'main', latest: true, _links: linkTo('/pacticipants/Shop/branches/main/versions/1') }],
    tags: [{ name: 'gold', _links: linkTo(`${path}/tags/gold`) }],
  },
  _links: linkTo(path),
}
const shop1 = example(version.extend({ number: z.literal('1') }), { ...one, number: '1' })

const latest = (description: string, address: string) =>
  call(description, { states: known, request: { path: address }, response: { body: hal(shop1) } })

describe('versions', () => {
  gives(latest('a version by its number', path), (broker) => broker.findVersion({ pacticipant: 'Shop', version: '1' }))
  gives(latest('the newest version', '/pacticipants/Shop/latest-version'), (broker) =>
    broker.findLatestVersion({ pacticipant: 'Shop' }),
  )
  gives(latest('the newest version of a branch', '/pacticipants/Shop/branches/main/latest-version'), (broker) =>
    broker.findLatestVersion({ pacticipant: 'Shop', branch: 'main' }),
  )
  gives(latest('the newest version with a tag', '/pacticipants/Shop/latest-version/gold'), (broker) =>
    broker.findLatestVersion({ pacticipant: 'Shop', tag: 'gold' }),
  )

  gives(
    call('all versions', {
      states: known,
      request: { path: '/pacticipants/Shop/versions' },
      response: {
        body: hal(
          example(versions.extend({ _embedded: z.object({ versions: z.array(version).min(1) }) }), {
            _embedded: { versions: [one] },
            _links: linkTo('/pacticipants/Shop/versions'),
          }),
        ),
      },
    }),
    (broker) => broker.listVersions('Shop'),
    (reply) => reply._embedded.versions,
  )

  const missing = call('a version that is not there', {
    request: { path },
    response: { status: 404, body: hal(refusal("No version '1' found for pacticipant 'Shop'")) },
  })
  gives(
    missing,
    (broker) => broker.findVersion({ pacticipant: 'Shop', version: '1' }),
    () => undefined,
  )

  const created = call('a new version', {
    request: { method: 'PUT', path, body: {} },
    response: {
      status: 201,
      body: hal(
        example(version.extend({ number: z.literal('1') }), {
          number: '1',
          createdAt: at,
          _embedded: { branchVersions: [], tags: [] },
          _links: linkTo(path),
        }),
      ),
    },
  })
  test('a version is created when it is not there', () =>
    together(missing, created).run(async ({ url, replies }) => {
      expect(await clientOf(url).createVersion({ pacticipant: 'Shop', version: '1' })).toEqual(replies[1])
    }))

  gives(
    call('a version that is put on a branch', {
      request: { method: 'PUT', path: '/pacticipants/Shop/branches/feat%2Fscanner/versions/1', body: {} },
      response: {
        status: 201,
        body: hal(
          example(branchVersion, {
            createdAt: at,
            _links: linkTo('/pacticipants/Shop/branches/feat%2Fscanner/versions/1'),
          }),
        ),
      },
    }),
    (broker) => broker.addToBranch({ pacticipant: 'Shop', version: '1', branch: 'feat/scanner' }),
  )

  gives(
    call('a version that is tagged', {
      request: { method: 'PUT', path: `${path}/tags/silver`, body: {} },
      response: {
        status: 201,
        body: hal(
          example(tag.extend({ name: z.literal('silver') }), {
            name: 'silver',
            createdAt: at,
            _links: linkTo(`${path}/tags/silver`),
          }),
        ),
      },
    }),
    (broker) => broker.tagVersion({ pacticipant: 'Shop', version: '1', tag: 'silver' }),
  )

  gives(
    call('a version that loses its tag', {
      states: known,
      request: { method: 'DELETE', path: `${path}/tags/gold` },
      response: { status: 204 },
    }),
    (broker) => broker.untagVersion({ pacticipant: 'Shop', version: '1', tag: 'gold' }),
    () => undefined,
  )
  const noTag = "No tag 'iron' of version '1' found for pacticipant 'Shop'"
  isRefused(
    call('a version that loses a tag which it has not', {
      states: known,
      request: { method: 'DELETE', path: `${path}/tags/iron` },
      response: { status: 404, body: hal(refusal(noTag)) },
    }),
    (broker) => broker.untagVersion({ pacticipant: 'Shop', version: '1', tag: 'iron' }),
    { status: 404, message: noTag },
  )

  gives(
    call('a branch that is deleted', {
      states: known,
      request: { method: 'DELETE', path: '/pacticipants/Shop/branches/main' },
      response: { status: 204 },
    }),
    (broker) => broker.deleteBranch({ pacticipant: 'Shop', branch: 'main' }),
    () => undefined,
  )
})
