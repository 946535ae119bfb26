/**
 * One run against a provider: the contracts that it must keep are loaded, their interactions replayed, all at once or one
 * by one, and in the end the results are published.
 */
import { type Environment, detectBuild } from '../ci.ts'
import { variable } from '../environment.ts'
import { readWorkingTree } from '../git.ts'
import { type InteractionFilter, filterIn, interactionPredicate, selectsContract } from './filter.ts'
import type { LoadedContract } from './loaded-contract.ts'
import { type ResultToPublish, publishResults } from './publish-results.ts'
import { type ProviderVersion, type Publish, type VersionFacts, publicationPlan, versionOf } from './publishing.ts'
import { type ReplayOptions, type Replayer, createReplayer } from './replay.ts'
import { contractTitle } from './report.ts'
import { type InteractionResult, isFailure } from './result.ts'
import { type ContractSource, loadContracts } from './sources.ts'
import type { Planned } from './stage.ts'
import type { Verification, VerifiedContract } from './verification.ts'

export interface SessionOptions extends ReplayOptions {
  /** The provider's name in its contracts. */
  readonly provider: string
  /** Where the contracts are from; unless told, what the environment's broker selects. */
  readonly contracts?: ContractSource | readonly ContractSource[] | undefined
  /** What is not told is found out from git and from the build. */
  readonly version?: ProviderVersion | undefined
  /** Whether results are published; unless told, by builds of a continuous integration system, for a commit without changes. */
  readonly publish?: Publish | undefined
  readonly filter?: InteractionFilter | undefined
  /** Unless told, it is a failure when there is no contract: usually the wrong provider or broker was asked. */
  readonly allowNoContracts?: boolean | undefined
  /** Told to the broker with the results. */
  readonly testFramework?: string | undefined
  /** Told, in a sentence, when a build publishes less than one would think; `console.warn` unless told. */
  readonly onWarning?: ((sentence: string) => void) | undefined
  readonly cwd?: string | undefined
  readonly env?: Environment | undefined
}

interface PlannedContract {
  readonly contract: LoadedContract
  readonly planned: readonly Planned[]
}

export interface Session {
  readonly contracts: readonly PlannedContract[]
  replay(planned: readonly Planned[]): Promise<readonly InteractionResult[]>
  /** Publishes what was found, and gives it. */
  finish(): Promise<Verification>
  /** Always, in the end. */
  close(): Promise<void>
}

function isList(sources: ContractSource | readonly ContractSource[]): sources is readonly ContractSource[] {
  return Array.isArray(sources)
}

function plan(contracts: readonly LoadedContract[], filter: InteractionFilter): readonly PlannedContract[] {
  const isWanted = interactionPredicate(filter)
  return contracts
    .filter(({ document }) => selectsContract(filter, document))
    .map((contract) => {
      const { document, pending } = contract
      const wanted = document.interactions.filter(isWanted)
      return { contract, planned: wanted.map((interaction) => ({ document, interaction, pending })) }
    })
}

const isTrue = (text: string): boolean => text.toLowerCase() === 'true'

function publishOption(publish: Publish | undefined, env: Environment): Publish | undefined {
  const inEnvironment = variable(env, 'PUBLISH_VERIFICATION_RESULTS')
  return publish ?? (inEnvironment === undefined ? undefined : isTrue(inEnvironment))
}

/** What somebody who looks for the results of a build should know. */
function warnings({ publication, contracts }: Verification, isBuild: boolean): readonly string[] {
  const ofBroker = contracts.filter(({ contract }) => contract.publishedTo !== undefined)
  if (publication.publishes) {
    return ofBroker
      .filter(({ isPublished }) => !isPublished)
      .map(
        ({ contract }) =>
          `Not published: the result for ${contractTitle(contract)}, of which only a part was replayed.`,
      )
  }
  if (!isBuild || ofBroker.length === 0) return []
  return [`The results are not published: ${publication.because}.`]
}

interface Outcome {
  readonly options: SessionOptions
  readonly facts: VersionFacts
  readonly env: Environment
}

function warnOnConsole(sentence: string): void {
  // oxlint-disable-next-line no-console -- test frameworks show this with the tests
  console.warn(sentence)
}

/** Publishes the contracts of which enough is known. */
async function conclude(
  verified: readonly Omit<VerifiedContract, 'isPublished'>[],
  { options, facts, env }: Outcome,
): Promise<Verification> {
  const publication = publicationPlan(publishOption(options.publish, env), facts)
  const isPublished = ({ contract, isComplete, results }: Omit<VerifiedContract, 'isPublished'>): boolean =>
    publication.publishes &&
    contract.publishedTo !== undefined &&
    (isComplete || (publication.evenIfFiltered && results.length > 0))
  const contracts = verified.map((one) => ({ ...one, isPublished: isPublished(one) }))
  const toPublish = contracts.flatMap(({ contract, results, isPublished }): readonly ResultToPublish[] =>
    isPublished && contract.publishedTo ? [{ address: contract.publishedTo, results }] : [],
  )
  if (publication.publishes) {
    const { provider, testFramework } = options
    await publishResults(toPublish, { provider, testFramework, version: publication.version })
  }
  const results = contracts.flatMap((contract) => contract.results)
  const verification = { success: !results.some(isFailure), results, contracts, publication }
  const { publish, onWarning = warnOnConsole } = options
  if (publish !== false) for (const sentence of warnings(verification, facts.build !== undefined)) onWarning(sentence)
  return verification
}

/** Loads the contracts, and makes ready to replay them. */
export async function openSession(options: SessionOptions): Promise<Session> {
  const { provider, contracts: sources = {}, env = process.env, cwd = process.cwd() } = options
  const facts = { told: options.version ?? {}, build: detectBuild(env), tree: await readWorkingTree(cwd) }
  const { branch, tags } = versionOf(facts)
  const loaded = await loadContracts(isList(sources) ? sources : [sources], { provider, branch, tags }, { cwd, env })
  const contracts = plan(loaded, { ...filterIn(env), ...options.filter })
  const all = contracts.flatMap(({ planned }) => planned)
  const found = new Map<Planned, InteractionResult>()
  let replayer: Promise<Replayer> | undefined

  return {
    contracts,
    async replay(planned) {
      replayer ??= createReplayer(options, { all, env })
      const results = await (await replayer).replay(planned)
      for (const [index, one] of planned.entries()) {
        const result = results[index]
        if (result) found.set(one, result)
      }
      return results
    },
    finish() {
      const verified = contracts.map(({ contract, planned }) => {
        const results = planned.flatMap((one) => found.get(one) ?? [])
        return { contract, results, isComplete: results.length === contract.document.interactions.length }
      })
      return conclude(verified, { options, facts, env })
    },
    async close() {
      await (await replayer)?.stop()
    },
  }
}
