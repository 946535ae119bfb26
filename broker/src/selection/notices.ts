/**
 * What a verifier prints beside a contract: why it is verified; if the build asked, whether it is pending and why; and
 * for pending ones what its outcome will mean. `when` tells the verifier after which outcome to print a sentence.
 */
import type { VerificationNotice } from '@tallystick/client/wire'
import { enumerate, longDescription } from './descriptions.ts'
import type { PendingStatus } from './pending.ts'
import type { SelectedContract } from './selected-contracts.ts'

const READ_MORE_PENDING = 'Read more at https://docs.pact.io/go/pending'
const READ_MORE_WIP = 'Read more at https://docs.pact.io/go/wip'

export interface VerifiableContract extends SelectedContract {
  readonly isWorkInProgress: boolean
  /** Undefined when the build did not ask. */
  readonly pending: PendingStatus | undefined
  /** The build's tags for which it is work in progress. */
  readonly wipTags: readonly string[]
}

/** The build that asks. */
export interface ProviderBuild {
  readonly provider: string
  readonly branch: string | undefined
}

const quoted = (names: readonly string[]) => enumerate(names.map((name) => `'${name}'`))

function buildWithTags(provider: string, tags: readonly string[], which: string): string {
  if (tags.length === 0) return provider
  return `${which} ${tags.length === 1 ? 'version' : 'versions'} of ${provider} with tag ${quoted(tags)}`
}

/** The builds for which the contract is pending, as `a version of …` or `any version of …`. */
function pendingBuilds({ provider, branch }: ProviderBuild, tags: readonly string[], which: 'a' | 'any'): string {
  return branch === undefined
    ? buildWithTags(provider, tags, which)
    : `${which} version of ${provider} from branch '${branch}'`
}

function settledBuilds({ provider, branch }: ProviderBuild, tags: readonly string[]): string {
  if (branch !== undefined) return `a version of ${provider} from branch '${branch}'`
  return tags.length === 0 ? provider : `a version of ${provider} with tag ${quoted(tags)}`
}

function sameContent(count: number): string {
  if (count < 2) return ''
  return count === 2 ? ' (both have the same content)' : ' (all have the same content)'
}

function heads(contract: SelectedContract): string {
  const names = (kind: string) => [
    ...new Set(contract.reasons.filter((reason) => reason.kind === kind).map(({ name }) => name)),
  ]
  const branches = names('branch')
  const tags = names('latest-tagged')
  const parts = [
    ...(branches.length === 0 ? [] : [`from ${branches.length === 1 ? 'branch' : 'branches'} ${quoted(branches)}`]),
    ...(tags.length === 0 ? [] : [`tagged with ${quoted(tags)}`]),
  ]
  const versions = branches.length === 1 || tags.length === 1 ? 'version' : 'versions'
  const where = `${parts.join(' and ')}${sameContent(contract.reasons.length)}`
  return `the latest ${versions} of ${contract.consumer} ${where}`
}

function inclusion(contract: VerifiableContract, build: ProviderBuild, url: string): string {
  if (contract.isWorkInProgress) {
    return (
      `The pact at ${url} is being verified because it is a 'work in progress' pact (ie. it is the pact for ` +
      `${heads(contract)} and it has not yet been successfully verified by ` +
      `${pendingBuilds(build, contract.wipTags, 'a')} when the pact's application version was explicitly specified ` +
      `in the consumer version selectors). ${READ_MORE_WIP}`
    )
  }
  const which =
    contract.reasons.length === 1
      ? 'version matching the following criterion'
      : 'versions matching the following criteria'
  const lines = longDescription(contract.reasons, build.provider).map((line) => `\n    * ${line}`)
  return `The pact at ${url} is being verified because the pact content belongs to the consumer ${which}:${lines.join('')}`
}

function pendingReason(contract: VerifiableContract, pending: PendingStatus, build: ProviderBuild): string {
  if (!pending.isPending) {
    const settled = settledBuilds(build, pending.settledTags)
    return `This pact has previously been successfully verified by ${settled}. If this verification fails, it will fail the build. ${READ_MORE_PENDING}`
  }
  const why = contract.isWorkInProgress
    ? `it was included as a 'work in progress' pact`
    : `a successful verification result for ${pendingBuilds(build, pending.pendingTags, 'a')} has not yet been published`
  return `This pact is in pending state for this version of ${build.provider} because ${why}. If this verification fails, it will not cause the overall build to fail. ${READ_MORE_PENDING}`
}

function outcomes(pending: PendingStatus, build: ProviderBuild): readonly VerificationNotice[] {
  const { length } = pending.pendingTags
  const tags = length === 0 ? '' : `with ${length === 1 ? 'this tag' : 'these tags'} `
  const builds = pendingBuilds(build, pending.pendingTags, 'any')
  const still = `This pact is still in pending state for ${builds} as`
  const failed = `${still} a successful verification result ${tags}has not yet been published`
  return [
    {
      when: 'after_verification:success_true_published_false',
      text: `${still} the successful verification results ${tags}have not yet been published.`,
    },
    { when: 'after_verification:success_false_published_false', text: failed },
    {
      when: 'after_verification:success_true_published_true',
      text:
        `This pact is no longer in pending state for ${builds}, as a successful verification result ${tags}has been ` +
        `published. If a verification for a version of ${build.provider} ${tags}fails in the future, it will fail ` +
        `the build. ${READ_MORE_PENDING}`,
    },
    { when: 'after_verification:success_false_published_true', text: failed },
  ]
}

function before(text: string): VerificationNotice {
  return { when: 'before_verification', text }
}

/** `url`: the permalink of the contract; with the token for work in progress. */
export function noticesFor(
  contract: VerifiableContract,
  build: ProviderBuild,
  url: string,
): readonly VerificationNotice[] {
  const { pending } = contract
  return [
    before(inclusion(contract, build, url)),
    ...(pending === undefined ? [] : [before(pendingReason(contract, pending, build))]),
    ...(pending?.isPending === true ? outcomes(pending, build) : []),
  ]
}
