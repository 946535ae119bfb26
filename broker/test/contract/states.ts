// What must be so at the broker for each interaction of its contract with tally: told through the client, as everything
// else that happens to a broker.

import { type BrokerClient, createBrokerClient } from '@tallystick/client'
import { states } from '@tallystick/client/provider'
import { sql } from 'kysely'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createApp } from '../../src/app.ts'
import type { TestBroker } from '../support/server.ts'
import { signedUp } from '../support/people.ts'
import type { TallystickStates } from './tallystick-states.ts'

type Listener = (request: IncomingMessage, response: ServerResponse) => unknown

interface Pair {
  readonly consumer: string
  readonly provider: string
}

interface Published extends Pair {
  readonly version: string
  readonly branch?: string
  readonly tag?: string
}

/** A contract with one interaction, of which the description is the content. */
const contentOf = ({ consumer, provider }: Pair, description: string) => ({
  consumer: { name: consumer },
  provider: { name: provider },
  interactions: [
    {
      description,
      providerState: 'there is an item',
      request: { method: 'GET', path: '/items/1' },
      response: { status: 200 },
    },
  ],
  metadata: { pactSpecification: { version: '2.0.0' } },
})

function story(broker: BrokerClient) {
  async function published(
    { consumer, version, provider, branch = 'main', tag }: Published,
    what = 'a request for an item',
  ) {
    await broker.publishContracts({
      pacticipant: consumer,
      version,
      branch,
      ...(tag === undefined ? {} : { tags: [tag] }),
      contracts: [{ provider, content: contentOf({ consumer, provider }, what) }],
    })
  }

  async function verified({ consumer, provider }: Pair, version: string, success: boolean) {
    const contract = await broker.findLatestContract({ consumer, provider })
    if (!contract) throw new Error(`${consumer} has no contract with ${provider}`)
    await broker.publishVerificationResult(contract, {
      success,
      providerApplicationVersion: version,
      providerApplicationVersionBranch: 'main',
    })
  }

  async function environment(name: string, production = true) {
    const contacts = [{ name: 'Operations' }]
    const { uuid } = await broker.createEnvironment({ name, production, contacts })
    return { environmentUuid: uuid }
  }

  /** Where a build of the provider finds the contract. */
  async function selectedPath(provider: string): Promise<string> {
    const [selected] = await broker.listContractsForVerification({ provider, includePendingStatus: true })
    return selected ? new URL(selected._links.self.href).pathname : ''
  }

  const position = async () => (await broker.listEvents()).position

  const webhook = (uuid: string, url: string, provider?: string) =>
    broker.saveWebhook(uuid, {
      description: 'Verify Stock',
      ...(provider === undefined ? {} : { provider: { name: provider } }),
      events: ['contract_published'],
      request: { method: 'POST', url, headers: { 'x-build': 'stock' }, body: { ref: 'main' } },
    })

  return { published, verified, environment, selectedPath, position, webhook }
}

const tomorrow = () => new Date(Date.now() + 86_400_000).toISOString()

/** The handlers of all states, and the broker as they make it. */
export function brokerInStates(server: TestBroker) {
  const broker = createBrokerClient({ baseUrl: server.url, retries: 0 })
  const { published, verified, environment, selectedPath, position, webhook } = story(broker)
  const open: Listener = createApp(server.context)
  let app = open
  const build = 'https://ci.example.org/stock'

  const handlers = states<TallystickStates>({
    async 'an application'({ name }) {
      await broker.savePacticipant({ name })
    },
    async 'an application that is described'({ name, label, version }) {
      await broker.savePacticipant({
        name,
        displayName: 'The shop',
        repositoryUrl: 'https://git.example.org/shop',
        repositoryName: 'shop',
        repositoryNamespace: 'example',
        mainBranch: 'main',
      })
      await broker.createVersion({ pacticipant: name, version })
      await server.put(`/pacticipants/${name}/labels/${label}`)
    },
    async 'an application that was deleted'({ name, uuid }) {
      await broker.savePacticipant({ name })
      await server.del(`/pacticipants/${name}`)
      await sql`update deletions set uuid = ${uuid}`.execute(server.db)
    },
    async 'a version'({ pacticipant, version, branch, tag }) {
      await server.put(`/pacticipants/${pacticipant}/versions/${version}`, { buildUrl: 'https://ci.example.org/1' })
      if (branch !== undefined) await broker.addToBranch({ pacticipant, version, branch })
      if (tag !== undefined) await broker.tagVersion({ pacticipant, version, tag })
    },
    'an environment': ({ name, production }) => environment(name, production),
    async 'a version that may be allowed'({ pacticipant, version, environment: name }) {
      await environment(name)
      await broker.createVersion({ pacticipant, version })
      return { tomorrow: tomorrow() }
    },
    async 'a version that is allowed'({ environment: name, ...allowed }) {
      await environment(name)
      await broker.createVersion(allowed)
      const { uuid } = await broker.createOverride({ ...allowed, environment: name, expiresAt: tomorrow() })
      return { overrideUuid: uuid }
    },
    async 'a team'({ team }) {
      await broker.createTeam({ name: team })
    },
    async 'a team with an application'({ team, pacticipant }) {
      await broker.createTeam({ name: team })
      await broker.savePacticipant({ name: pacticipant })
      await broker.addToTeam({ team, pacticipant })
    },
    async 'a team with a member'({ team, person: name, role }) {
      await broker.createTeam({ name: team })
      const person = await signedUp(server.db, { name })
      await broker.setTeamMember({ team, person: person.uuid }, role === 'viewer' ? 'viewer' : 'maintainer')
      return { personUuid: person.uuid }
    },
    async 'somebody who signs in by a link'({ name, email }) {
      const { uuid, signInLink } = await broker.createPerson({ name, email })
      return { personUuid: uuid, linkSecret: signInLink.url.split('#link=')[1] ?? '' }
    },
    async 'a token'({ name, application }) {
      const reach = { applications: [application] }
      const { uuid } = await broker.createToken({ name, kind: 'system', scopes: ['publish'], reach })
      return { tokenUuid: uuid }
    },
    async 'a trust rule'({ name, repository }) {
      const { uuid } = await broker.createTrustRule({
        name,
        issuer: 'https://token.actions.githubusercontent.com',
        audience: 'tallystick',
        claims: { repository },
        scopes: ['publish'],
        reach: { applications: ['Shop'] },
      })
      return { trustRuleUuid: uuid }
    },
    async 'a deployed version'({ pacticipant, version, environment: name }) {
      const { environmentUuid } = await environment(name)
      await broker.createVersion({ pacticipant, version })
      const { uuid } = await broker.recordDeployment({ pacticipant, version, environment: name })
      return { environmentUuid, deployedVersionUuid: uuid }
    },
    async 'a released version'({ pacticipant, version, environment: name }) {
      const { environmentUuid } = await environment(name)
      await broker.createVersion({ pacticipant, version })
      const { uuid } = await broker.recordRelease({ pacticipant, version, environment: name })
      return { environmentUuid, releasedVersionUuid: uuid }
    },
    async 'a contract'(contract) {
      const positionBefore = await position()
      await published(contract)
      return { positionBefore, selectedPath: await selectedPath(contract.provider) }
    },
    'a contract with another content': (contract) => published(contract, 'a request for something else'),
    async 'a contract in an environment'({ environment: name, ...contract }) {
      await published(contract)
      await environment(name)
      await broker.recordDeployment({ pacticipant: contract.consumer, version: contract.version, environment: name })
    },
    async 'a contract that is to be verified'(contract) {
      await broker.savePacticipant({ name: contract.provider, mainBranch: 'main' })
      await broker.addToBranch({ pacticipant: contract.provider, version: '5', branch: 'main' })
      await published(contract)
    },
    async 'a contract that was verified in an environment'({
      providerVersion,
      success,
      environment: name,
      ...contract
    }) {
      await published(contract)
      await verified(contract, providerVersion, success)
      await environment(name)
      await broker.recordDeployment({ pacticipant: contract.provider, version: providerVersion, environment: name })
    },
    async 'a contract that failed'({ providerVersion, ...pair }) {
      await published(pair)
      const contract = await broker.getContract(await selectedPath(pair.provider))
      await broker.publishVerificationResult(contract, {
        success: false,
        providerApplicationVersion: providerVersion,
        providerApplicationVersionBranch: 'main',
        buildUrl: build,
        testResults: [
          {
            interactionDescription: 'a request for an item',
            success: false,
            mismatches: [{ attribute: 'status', description: 'expected 200 but was 404' }],
          },
        ],
        verifiedBy: { implementation: 'Tallystick', version: '0.1.0' },
      })
      return { contentPath: (await selectedPath(pair.provider)).replace(/\/metadata\/.*$/, '') }
    },
    async 'a contract that nobody verified, with its provider in an environment'(params) {
      const { providerVersion, environment: name, ...contract } = params
      await published(contract)
      await broker.addToBranch({ pacticipant: contract.provider, version: providerVersion, branch: 'main' })
      await environment(name)
      await broker.recordDeployment({ pacticipant: contract.provider, version: providerVersion, environment: name })
    },
    async 'a webhook'({ uuid, provider }) {
      await broker.savePacticipant({ name: provider })
      await webhook(uuid, build, provider)
    },
    async 'a webhook that leads nowhere'({ uuid }) {
      await webhook(uuid, 'https://nowhere.invalid/')
    },
    async 'a webhook that has something to deliver'({ uuid, provider }) {
      await broker.savePacticipant({ name: provider })
      await webhook(uuid, build, provider)
      await published({ consumer: 'Shop', provider, version: '1' })
    },
    'only those who are known may ask'(credentials) {
      app = createApp({ ...server.context, config: { ...server.context.config, basicAuth: credentials } })
    },
  })

  return {
    handlers,
    app: (request: IncomingMessage, response: ServerResponse) => app(request, response),
    /** Nothing has happened yet. */
    async forget() {
      app = open
      await sql`
        with
          gone as (delete from pacticipants),
          places as (delete from environments),
          news as (delete from events),
          deletions as (delete from deletions),
          runs as (delete from retention_runs),
          tokens as (delete from tokens),
          rules as (delete from trust_rules),
          people as (delete from people),
          teams as (delete from teams)
        delete from webhooks
      `.execute(server.db)
    },
  }
}
