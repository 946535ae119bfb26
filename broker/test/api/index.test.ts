import { index } from '@tallystick/client/wire'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestBroker, startTestBroker } from '../support/server.ts'

let broker: TestBroker

beforeAll(async () => {
  broker = await startTestBroker()
})
afterAll(() => broker.stop())

/** Where each relation leads; braces are to be filled in by the client. */
const relations = {
  self: '',
  'pb:publish-pact': '/pacts/provider/{provider}/consumer/{consumer}/version/{consumerApplicationVersion}',
  'pb:publish-contracts': '/contracts/publish',
  'pb:latest-pact-versions': '/pacts/latest',
  'pb:tagged-pact-versions': '/pacts/provider/{provider}/consumer/{consumer}/tag/{tag}',
  'pb:branch-pact-versions': '/pacts/provider/{provider}/consumer/{consumer}/branch/{branch}',
  'pb:latest-branch-pact-versions': '/pacts/provider/{provider}/consumer/{consumer}/branch/{branch}/latest/versions',
  'pb:main-branch-pact-versions': '/pacts/provider/{provider}/consumer/{consumer}/branch/versions',
  'pb:latest-main-branch-pact-versions': '/pacts/provider/{provider}/consumer/{consumer}/branch/latest/versions',
  'pb:provider-pacts-with-main-branch': '/pacts/provider/{provider}/branch',
  'pb:provider-pacts-with-branch': '/pacts/provider/{provider}/branch/{branch}',
  'pb:latest-provider-pacts-with-main-branch': '/pacts/provider/{provider}/branch/latest',
  'pb:latest-provider-pacts-with-branch': '/pacts/provider/{provider}/branch/{branch}/latest',
  'pb:pacticipants': '/pacticipants',
  'pb:pacticipant': '/pacticipants/{pacticipant}',
  'pb:latest-provider-pacts': '/pacts/provider/{provider}/latest',
  'pb:latest-provider-pacts-with-tag': '/pacts/provider/{provider}/latest/{tag}',
  'pb:provider-pacts-with-tag': '/pacts/provider/{provider}/tag/{tag}',
  'pb:provider-pacts': '/pacts/provider/{provider}',
  'pb:latest-version': '/pacticipants/{pacticipant}/latest-version',
  'pb:latest-tagged-version': '/pacticipants/{pacticipant}/latest-version/{tag}',
  'pb:webhooks': '/webhooks',
  'pb:webhook': '/webhooks/{uuid}',
  'pb:integrations': '/integrations',
  'pb:pacticipant-version-tag': '/pacticipants/{pacticipant}/versions/{version}/tags/{tag}',
  'pb:pacticipant-branch': '/pacticipants/{pacticipant}/branches/{branch}',
  'pb:pacticipant-branch-version': '/pacticipants/{pacticipant}/branches/{branch}/versions/{version}',
  'pb:pacticipant-version': '/pacticipants/{pacticipant}/versions/{version}',
  'pb:metrics': '/metrics',
  'pb:can-i-deploy-pacticipant-version-to-tag': '/can-i-deploy?pacticipant={pacticipant}&version={version}&to={tag}',
  'pb:can-i-deploy-pacticipant-version-to-environment':
    '/can-i-deploy?pacticipant={pacticipant}&version={version}&environment={environment}',
  'pb:provider-pacts-for-verification': '/pacts/provider/{provider}/for-verification',
  'beta:provider-pacts-for-verification': '/pacts/provider/{provider}/for-verification',
  'pb:environments': '/environments',
  'pb:environment': '/environments/{uuid}',
  'pb:events': '/events',
  'pb:verification-requests': '/verification-requests',
  'pb:retention': '/retention',
  'pb:overrides': '/overrides',
  'pb:audit': '/audit',
  'pb:me': '/me',
  'pb:teams': '/teams',
  'pb:tokens': '/tokens',
  'pb:people': '/people',
  'pb:sign-in-options': '/sign-in/options',
  'pb:trust-rules': '/trust-rules',
  'pb:deletions': '/deletions',
}

describe('the index', () => {
  it('has every relation that clients look for', async () => {
    const { status, json } = await broker.get('/')
    expect(status).toBe(200)
    const { curies, ...links } = json._links
    const hrefs = Object.entries<{ href: string }>(links).map(([name, { href }]) => [name, href])
    expect(Object.fromEntries(hrefs)).toEqual(
      Object.fromEntries(Object.entries(relations).map(([name, path]) => [name, broker.url + path])),
    )
    expect(curies).toEqual(
      ['pb', 'beta'].map((name) => ({ name, href: `${broker.url}/doc/{rel}?context=index`, templated: true })),
    )
    expect(index.safeParse(json).error).toBeUndefined()
  })

  it('says of each whether it is to be filled in', async () => {
    const { json } = await broker.get('/')
    for (const [name, path] of Object.entries(relations)) {
      expect([name, json._links[name].templated]).toEqual([name, path.includes('{')])
    }
  })

  it('leads to where the request came from', async () => {
    const headers = { 'x-forwarded-host': 'broker.example.org', 'x-forwarded-proto': 'https' }
    const { json } = await broker.get('/', { accept: 'application/hal+json', ...headers })
    expect(json._links['pb:pacticipants'].href).toBe('https://broker.example.org/pacticipants')
  })

  it.each(['application/hal+json', 'application/json', '*/*', 'application/problem+json, application/hal+json'])(
    'is given to a client that accepts %s',
    async (accept) => {
      expect((await broker.get('/', { accept })).json._links.self.title).toBe('Index')
    },
  )
})
