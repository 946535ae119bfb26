import { afterAll, beforeAll, expect, test } from 'vitest'
import { type BadInputWorld, expectAnswer, startBadInputWorld } from '../support/bad-input.ts'
import { base64, pactBetween, publication } from '../support/publications.ts'

let world: BadInputWorld

beforeAll(async () => {
  world = await startBadInputWorld()
})

afterAll(() => world.stop())

const pact = pactBetween('Shop', 'Stock')
const publish = publication('3', { consumer: 'Shop', contracts: { Stock: pact }, branch: 'main' })
const [contract] = publish.contracts
const withContract = (changes: object) => ({ ...publish, contracts: [{ ...contract, ...changes }] })
const results = '/pacts/provider/Stock/consumer/Shop/pact-version/{sha}/verification-results'
const verification = { success: true, providerApplicationVersion: '12' }
const selecting = (...consumerVersionSelectors: readonly object[]) => ({ consumerVersionSelectors })
const forVerification = 'POST /pacts/provider/Stock/for-verification'
const pactOf3 = '/pacts/provider/Stock/consumer/Shop/version/3'
const generic = 'The requested document was not found on this server.'
// Says which one there is not.
const naming = (name: string) => ({ error: expect.stringContaining(name) })

type Row = readonly [call: string, body: unknown, status: number, answer: unknown]

const rows: readonly Row[] = [
  // Publishing.
  [
    'POST /contracts/publish',
    {},
    400,
    {
      errors: { pacticipantName: ['is missing'], pacticipantVersionNumber: ['is missing'], contracts: ['is missing'] },
    },
  ],
  [
    'POST /contracts/publish',
    { ...publish, pacticipantName: ' ' },
    400,
    errorsOn('pacticipantName', 'cannot be blank'),
  ],
  [
    'POST /contracts/publish',
    { ...publish, pacticipantVersionNumber: '1\n2' },
    400,
    errorsOn('pacticipantVersionNumber', 'cannot contain multiple lines'),
  ],
  ['POST /contracts/publish', { ...publish, branch: 'a\nb' }, 400, errorsOn('branch', 'cannot contain multiple lines')],
  ['POST /contracts/publish', { ...publish, tags: 'dev' }, 400, errorsOn('tags', 'must be an array')],
  ['POST /contracts/publish', { ...publish, contracts: {} }, 400, errorsOn('contracts', 'must be an array')],
  [
    'POST /contracts/publish',
    { ...publish, contracts: ['x'] },
    400,
    errorsOn('contracts', 'must be a hash (at index 0)'),
  ],
  [
    'POST /contracts/publish',
    withContract({ content: '{"not": "base64"}' }),
    400,
    errorsOn('contracts', 'is not valid Base64 (at index 0)'),
  ],
  [
    'POST /contracts/publish',
    withContract({ content: base64('no JSON') }),
    400,
    errorsOn('contracts', 'content could not be parsed as application/json (at index 0)'),
  ],
  [
    'POST /contracts/publish',
    withContract({ content: Buffer.from('{"name": "é"}', 'latin1').toString('base64') }),
    400,
    errorsOn('contracts', expect.stringContaining('has a non UTF-8 character at char 11')),
  ],
  [
    'POST /contracts/publish',
    withContract({ content: base64(pactBetween('Other', 'Stock')) }),
    400,
    errorsOn(
      'contracts',
      "consumer name in contract content ('Other') must match consumerName in contract params ('Shop') (at index 0)",
    ),
  ],
  [
    'POST /contracts/publish',
    withContract({ consumerName: 'Other', content: base64({ interactions: [] }) }),
    400,
    errorsOn('contracts', "consumerName ('Other') must match pacticipantName ('Shop') (at index 0)"),
  ],
  [
    'POST /contracts/publish',
    withContract({ specification: 'openapi' }),
    400,
    errorsOn('contracts', 'specification must be one of: pact (at index 0)'),
  ],
  [
    'POST /contracts/publish',
    { ...publish, pacticipantVersionNumber: '1' },
    409,
    { errors: { contracts: [expect.stringMatching(/^Cannot change the content of the pact for Shop version 1 and/)] } },
  ],
  [
    `PUT ${pactOf3}`,
    pactBetween('Other', 'Stock'),
    400,
    errorsOn('consumer.name', "name in pact 'Other' does not match name in URL path 'Shop'."),
  ],
  ['PUT /pacts/provider/Stock/consumer/Shop/version/1', pact, 409, { error: expect.stringContaining('Cannot change') }],
  [`GET ${pactOf3}`, undefined, 404, { error: generic }],
  [`DELETE ${pactOf3}`, undefined, 404, { error: generic }],

  // Pacticipants, versions.
  ['POST /pacticipants', { name: 'a\nb' }, 400, errorsOn('name', 'cannot contain multiple lines')],
  ['POST /pacticipants', { name: ' ' }, 400, errorsOn('name', 'cannot be blank')],
  ['PATCH /pacticipants/Shop', { mainBranch: 'a b' }, 400, errorsOn('mainBranch', 'cannot contain spaces')],
  ['PUT /pacticipants/Nobody', {}, 404, { error: "No pacticipant with name 'Nobody' found" }],
  ['DELETE /pacticipants/Nobody', undefined, 404, { error: "No pacticipant with name 'Nobody' found" }],
  ['GET /pacticipants/Nobody/versions', undefined, 404, { error: "No pacticipant with name 'Nobody' found" }],
  ['GET /pacticipants/Shop/versions/99', undefined, 404, naming('99')],
  ['DELETE /pacticipants/Shop/versions/99', undefined, 404, naming('99')],
  ['DELETE /pacticipants/Shop/branches/none', undefined, 404, naming('none')],
  ['GET /pacticipants?page=0', undefined, 400, errorsOn('page', 'must be greater than or equal to 1')],

  // Environments, deployments.
  ['POST /environments', {}, 400, { errors: { name: ['is missing'], production: ['is missing'] } }],
  ['POST /environments', { name: 'a b', production: false }, 400, errorsOn('name', 'cannot contain spaces')],
  [
    'POST /environments',
    { name: 'test', production: false },
    400,
    errorsOn('name', "name 'test' is already used by an existing environment."),
  ],
  ['GET /environments/none', undefined, 404, naming('none')],
  ['POST /pacticipants/Shop/versions/99/deployed-versions/environment/{environment}', {}, 404, naming('99')],
  ['POST /pacticipants/Shop/versions/1/deployed-versions/environment/none', {}, 404, naming('none')],
  [
    'PATCH /deployed-versions/{deployed}',
    { currentlyDeployed: true },
    422,
    errorsOn(
      'currentlyDeployed',
      'The currentlyDeployed property cannot be set back to true. Please record a new deployment.',
    ),
  ],
  [
    'PATCH /released-versions/{released}',
    { currentlySupported: true },
    422,
    errorsOn('currentlySupported', expect.stringContaining('property cannot be set back to true.')),
  ],

  // Results, and what to verify.
  [`POST ${results}`, {}, 400, { errors: { success: ['is missing'], providerApplicationVersion: ['is missing'] } }],
  [`POST ${results}`, { ...verification, success: 'true' }, 400, errorsOn('success', 'must be boolean')],
  [
    `POST ${results}`,
    { ...verification, buildUrl: 'a b c' },
    400,
    errorsOn('buildUrl', 'is not a valid URL eg. http://example.org'),
  ],
  [`POST ${results.replace('{sha}', 'unknown')}`, verification, 404, { error: generic }],
  [`POST ${results.replace('Stock', 'Nobody')}`, verification, 404, { error: generic }],
  ['POST /pacts/provider/Nobody/for-verification', {}, 404, { error: "No provider with name 'Nobody' found" }],
  [forVerification, { providerVersionBranch: ' ' }, 400, errorsOn('providerVersionBranch', 'cannot be blank')],
  [forVerification, { includeWipPactsSince: 'soon' }, 400, errorsOn('includeWipPactsSince', 'must be a date')],
  [
    forVerification,
    selecting({ latest: true }, { tag: 'a', branch: 'b' }),
    400,
    errorsOn('consumerVersionSelectors', 'cannot specify both a tag and a branch (at index 1)'),
  ],
  [
    forVerification,
    selecting({ environment: 'moon' }),
    400,
    errorsOn('consumerVersionSelectors', "environment with name 'moon' does not exist (at index 0)"),
  ],

  // Whether to deploy.
  ['GET /matrix', undefined, 400, { errors: ['Please provide 1 or more version selectors.'] }],
  ['GET /matrix?q[][version]=1', undefined, 400, { errors: ['Please specify the pacticipant name'] }],
  ['GET /matrix?q[][pacticipant]=Nobody', undefined, 400, { errors: ['Pacticipant Nobody not found'] }],
  [
    'GET /matrix?q[][pacticipant]=Shop&environment=moon',
    undefined,
    400,
    { errors: ["Environment with name 'moon' does not exist"] },
  ],
  ['GET /matrix?q[][pacticipant]=Shop&limit=0', undefined, 400, { errors: ['The limit must be 1 or greater.'] }],
  [
    'GET /matrix/provider/Nobody/consumer/Shop',
    undefined,
    404,
    { error: expect.stringMatching(/^No (provider|pacticipant) with name 'Nobody' found$/) },
  ],
  [
    'GET /can-i-deploy?pacticipant=Nobody&version=1&to=prod',
    undefined,
    400,
    errorsOn('pacticipant', 'does not match an existing pacticipant'),
  ],
  [
    'GET /can-i-deploy?pacticipant=Shop&version=1',
    undefined,
    400,
    errorsOn('', "Must specify either an environment or a 'to' tag."),
  ],
  [
    'GET /can-i-deploy?pacticipant=Shop&version=1&to=prod&environment=test',
    undefined,
    400,
    errorsOn('', "Cannot specify both a 'to' tag and an environment."),
  ],

  // Addresses.
  ['GET /nowhere', undefined, 404, { error: generic }],
  ['GET /pacticipants//versions', undefined, 404, { error: 'Empty path component found' }],
  ['PUT /pacticipants/Shop/versions//tags/dev', {}, 404, { error: 'Empty path component found' }],
  ['PUT /pacticipants/Shop/versions/1%0A/tags/dev', {}, 422, { error: expect.stringContaining('line break') }],
]

function errorsOn(field: string, ...messages: readonly unknown[]): object {
  return { errors: { [field]: expect.arrayContaining([...messages]) } }
}

test.each(rows)('%s with %j is answered with %i', async (call, body, status, answer) => {
  const [method = '', template = ''] = call.split(' ')
  const path = template.replaceAll(/\{(\w+)\}/g, (_, name) => world.known[name] ?? name)
  const type = method === 'PATCH' ? 'application/merge-patch+json' : 'application/json'
  const before = await world.written()
  const reply = await world.request(method, path, body === undefined ? {} : { body, headers: { 'content-type': type } })
  expectAnswer(reply, call)
  expect({ status: reply.status, answer: reply.json }).toMatchObject({ status, answer })
  expect(await world.written()).toEqual(before)
})
