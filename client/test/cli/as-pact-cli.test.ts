// `alias pact-broker=tally`: both get the same command lines, one after the other, each against a broker of its own. They
// end with the same exit code, and leave the same behind.
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { type RealCli, startRealCli } from '../../../broker/test/support/real-cli.ts'
import { runTally } from '../support/tally.ts'

vi.setConfig({ testTimeout: 60_000 })

const UUID = '5c33d3d2-9a5e-4b0f-8f4c-0b3d7f6ad9f1'
const env = { TALLYSTICK_ENCRYPTION_KEYS: Buffer.alloc(32, 'a key for tests').toString('base64') }

let original: RealCli
let tallys: RealCli
const files: Record<string, string> = {}

beforeAll(async () => {
  ;[original, tallys] = await Promise.all([startRealCli({ env }), startRealCli({ env })])
  files['CONTRACT'] = original.pactFile({ consumer: 'Shop', provider: 'Stock' })
  files['OTHER-CONTRACT'] = tallys.pactFile({ consumer: 'Shop', provider: 'Stock', asksFor: ['other things'] })
})
afterAll(() => Promise.all([original.stop(), tallys.stop()]))

// oxlint-disable-next-line typescript/no-explicit-any -- tests reach into documents freely
async function get(url: string): Promise<any> {
  const response = await fetch(url, { headers: { accept: 'application/hal+json' } })
  return response.json()
}

// The metadata of a contract names what published it.
const OWN = new Set(['uuid', 'createdAt', 'updatedAt', 'metadata', '_links'])

/** Without what differs from broker to broker. */
function shared(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shared)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, inside]) => (OWN.has(name) ? [] : [[name, shared(inside)]])),
  )
}

/** All that a command may change. */
async function stateOf(url: string): Promise<unknown> {
  const [applications, environments, latest, webhooks] = await Promise.all(
    ['pacticipants', 'environments', 'pacts/latest', 'webhooks'].map((path) => get(`${url}/${path}`)),
  )
  const names: readonly string[] = applications._embedded.pacticipants.map(({ name }: { name: string }) => name)
  const more = [
    ...names.flatMap((name) => ['versions', 'branches'].map((list) => `${url}/pacticipants/${name}/${list}`)),
    ...environments._embedded.environments.flatMap(({ uuid }: { uuid: string }) => [
      `${url}/environments/${uuid}/deployed-versions/currently-deployed`,
      `${url}/environments/${uuid}/released-versions/currently-supported`,
    ]),
    ...webhooks._links['pb:webhooks'].map(({ href }: { href: string }) => href),
    ...latest.pacts.map((pact: { _links: { self: { href: string }[] } }) => pact._links.self[1]?.href),
  ]
  const documents = await Promise.all(more.map(get))
  return shared([applications, environments, ...documents])
}

/** Words; `<environment>` stands for its UUID. Spaces within a word are written as `~`. */
async function argumentsFor(cli: RealCli, line: string): Promise<readonly string[]> {
  return Promise.all(
    line.split(' ').map(async (word) => {
      const [, environment] = /^<(.+)>$/.exec(word) ?? []
      return environment ? cli.environmentUuid(environment) : (files[word] ?? word.replaceAll('~', ' '))
    }),
  )
}

async function runBoth(line: string) {
  const [theirs, ours] = await Promise.all([
    argumentsFor(original, line).then((args) => original.pactBroker(...args)),
    argumentsFor(tallys, line).then((args) => runTally(args, { env: { PACT_BROKER_BASE_URL: tallys.url } })),
  ])
  return { theirs: theirs.exitCode, ours: ours.code }
}

const READS = /^(list|describe|get|can-i|provider-states|generate|--)/

const lines = [
  'create-environment --name test --display-name Test',
  'create-environment --name production --production --contact-name Ann --contact-email-address ann@example.org',
  'create-environment --name production',
  'create-environment --name a~b',
  'update-environment --uuid <test> --name uat --display-name UAT --production',
  `update-environment --uuid ${UUID} --name x`,
  'describe-environment --uuid <uat>',
  `describe-environment --uuid ${UUID}`,
  'list-environments',
  'list-environments -o json',
  'list-environments -o pretty',
  'list-pacticipants',
  'list-latest-pact-versions',
  'create-or-update-pacticipant --name Shop --main-branch main --repository-url https://example.org/shop',
  'create-or-update-pacticipant --name Shop --display-name TheShop',
  'create-or-update-pacticipant --name Shop --main-branch a~b',
  'create-or-update-pacticipant --name Till -o json',
  'describe-pacticipant --name Shop',
  'describe-pacticipant --name Nobody',
  'publish CONTRACT -a 1 --branch main --tag dev --build-url https://ci/1',
  'publish CONTRACT -a 1 --branch main',
  'publish OTHER-CONTRACT -a 1 --branch main',
  'publish OTHER-CONTRACT -a 1 --branch main --merge',
  'publish OTHER-CONTRACT -a 2 --branch feat/x --tag a,b',
  'publish CONTRACT -a ~',
  'list-latest-pact-versions -o json',
  'list-pacticipants -o json',
  'create-version-tag -a Shop -e 1 -t rc',
  'create-version-tag -a Shop -e 99 -t rc',
  'create-version-tag -a Shop -e 99 -t rc --auto-create-version',
  'delete-version-tag -a Shop -e 1 -t rc',
  'delete-version-tag -a Shop -e 1 -t rc',
  'create-or-update-version -a Stock -e 10 --branch main --tag prod',
  'create-or-update-version -a Stock -e 11 --branch main',
  'create-or-update-version -a Stock -e 12',
  'describe-version -a Shop -e 1',
  'describe-version -a Shop',
  'describe-version -a Shop -l dev',
  'describe-version -a Shop -l nothing',
  'describe-version -a Shop -e 77',
  'can-i-deploy -a Shop -e 1 --to-environment production',
  'can-i-deploy -a Shop -e 1',
  'record-deployment -a Stock -e 10 --environment production',
  'record-deployment -a Stock -e 11 --environment production --application-instance blue',
  'record-deployment -a Stock -e 99 --environment production',
  'record-deployment -a Stock -e 10 --environment moon',
  'record-deployment -a Nobody -e 10 --environment production',
  'describe-version -a Stock --environment production',
  'describe-version -a Stock --environment production --deployed',
  'can-i-deploy -a Shop -e 1 --to-environment production --retry-while-unknown 1 --retry-interval 1',
  'can-i-deploy -a Shop -e 1 --to-environment production --ignore Stock',
  'can-i-deploy -a Shop -e 1 --to-environment production --ignore Nobody',
  'can-i-deploy -a Shop -e 1 --to-environment production --dry-run',
  'can-i-deploy -a Shop -e 1 --to-environment moon',
  'can-i-deploy -a Shop -e 77 --to-environment production',
  'can-i-deploy -a Nobody -e 1 --to-environment production',
  'can-i-deploy -a Shop --latest --to prod',
  'can-i-deploy -a Shop -l dev --to prod',
  'can-i-deploy -a Shop --branch main --to-environment uat',
  'can-i-deploy -a Stock -e 10 --to-environment uat',
  'can-i-deploy -a Shop -e 1 -a Stock -e 10',
  'can-i-deploy -a Shop -e 1 -a Stock --main-branch',
  'can-i-deploy',
  'can-i-merge -a Shop -e 1',
  'can-i-merge -a Stock -e 10',
  'record-undeployment -a Stock --environment production',
  'record-undeployment -a Stock --environment production',
  'record-undeployment -a Stock --environment production --application-instance blue',
  'record-undeployment -a Stock --environment moon',
  'record-undeployment -a Nobody --environment production',
  'record-release -a Stock -e 10 --environment production',
  'record-release -a Stock -e 10 --environment production',
  'record-release -a Stock -e 99 --environment production',
  'record-support-ended -a Stock -e 10 --environment production',
  'record-support-ended -a Stock -e 10 --environment production',
  'record-support-ended -a Stock -e 10 --environment moon',
  'get-pacts --provider Stock',
  'get-pacts --provider Stock --latest -o json',
  'get-pacts --provider Nobody',
  'provider-states list --provider Stock',
  'provider-states list --provider Stock --json',
  'provider-states list --provider Nobody',
  'create-webhook https://ci.example.org/a -X POST --provider Stock --description Verify~it -d {"a":[1]} ' +
    '-H Content-Type:~application/json --contract-published --contract-requiring-verification-published',
  'create-webhook https://ci.example.org/b -X POST --user ann:secret --consumer Shop --provider Stock -d plain ' +
    '--provider-verification-failed',
  'create-webhook http://ci.example.org/b -X POST --contract-published',
  'create-webhook https://ci.example.org/b -X POST --contract-published --provider Nobody',
  `create-or-update-webhook https://ci.example.org/c --uuid ${UUID} -X POST --contract-content-changed ` +
    '--consumer-label web',
  `create-or-update-webhook https://ci.example.org/d --uuid ${UUID} -X POST --contract-content-changed`,
  `test-webhook --uuid ${UUID}`,
  `delete-webhook --uuid ${UUID}`,
  `delete-webhook --uuid ${UUID}`,
  `test-webhook --uuid ${UUID}`,
  'delete-branch -a Shop --branch feat/x',
  'delete-branch -a Shop --branch feat/x',
  'delete-branch -a Shop --branch feat/x --error-when-not-found true',
  'delete-branch -a Shop --branch feat/x --error-when-not-found false',
  'delete-environment --uuid <uat>',
  `delete-environment --uuid ${UUID}`,
  'generate-uuid',
  'nonsense',
  'publish --nonsense',
  '--version',
  '--help',
]

test.each(lines)('%s', async (line) => {
  const codes = await runBoth(line)
  expect(codes.ours).toBe(codes.theirs)
  if (READS.test(line)) return
  const [theirs, ours] = await Promise.all([stateOf(original.url), stateOf(tallys.url)])
  expect(ours).toEqual(theirs)
})

describe('where tally tells more apart, it fails as well', () => {
  const cases: readonly (readonly [line: string, ours: number])[] = [
    ['publish /nowhere/*.json -a 2', 2],
    ['can-i-deploy -a Shop', 2],
    ['create-webhook https://ci.example.org/b -X POST', 2],
    ['list-environments -b http://127.0.0.1:9 --retries 0', 3],
  ]
  test.each(cases)('%s', async (line, ours) => {
    expect(await runBoth(line)).toEqual({ theirs: 1, ours })
  })
})
