/**
 * A question about deployments as the broker wants to be asked: selectors name the versions, in their order, then
 * options say what they are compared with. One selector alone is compared with the latest of everything else. Which rows
 * are kept when a provider version verified a contract several times follows from what is asked: in an environment
 * several versions of a provider may run, so each counts (`cvpv`); otherwise one selector keeps the newest provider
 * version (`cvp`), and several ask about exactly the versions that they name (`cvpv`).
 */
import { queryString } from './call.ts'

/** Which versions of an application. Only a name: all of them. */
export interface VersionSelector {
  readonly pacticipant: string
  readonly version?: string | undefined
  /** The newest version of that branch. */
  readonly branch?: string | undefined
  readonly mainBranch?: boolean | undefined
  /** All versions with that tag; with `latest`, the newest. */
  readonly tag?: string | undefined
  readonly latest?: boolean | undefined
}

/** Which versions are compared, with what, and which rows are wanted. */
export interface MatrixQuestion {
  readonly selectors: readonly VersionSelector[]
  /** Compare with what is deployed or released there. */
  readonly toEnvironment?: string | undefined
  /** Compare with the newest versions that have that tag. */
  readonly toTag?: string | undefined
  /** Compare with the main branches of the others. */
  readonly toMainBranch?: boolean | undefined
  readonly ignore?: readonly { readonly pacticipant: string; readonly version?: string | undefined }[]
  /** How many rows, at most. */
  readonly limit?: number | undefined
  /** Seconds, at most 60, for which the broker may wait for results that are missing. A Pact Broker answers at once. */
  readonly wait?: number | undefined
}

type Parameter = readonly [name: string, value: string | undefined]

const flag = (value: boolean | undefined) => (value ? 'true' : undefined)

function selectorParameters(selector: VersionSelector): readonly Parameter[] {
  const isHead = selector.branch !== undefined || selector.mainBranch
  return [
    ['q[][pacticipant]', selector.pacticipant],
    ['q[][version]', selector.version],
    ['q[][branch]', selector.branch],
    ['q[][mainBranch]', flag(selector.mainBranch)],
    ['q[][tag]', selector.tag],
    ['q[][latest]', flag(isHead || selector.latest)],
  ]
}

/** The query string that asks it. */
export function matrixQuery(question: MatrixQuestion): string {
  const { selectors, toEnvironment, toTag, toMainBranch, ignore = [], limit, wait } = question
  const isAlone = selectors.length === 1
  const hasTarget = toEnvironment !== undefined || toTag !== undefined || toMainBranch
  const comparesLatest = toTag !== undefined || toMainBranch || (isAlone && !hasTarget)
  return queryString([
    ...selectors.flatMap(selectorParameters),
    ...ignore.flatMap(({ pacticipant, version }): readonly Parameter[] => [
      ['ignore[][pacticipant]', pacticipant],
      ['ignore[][version]', version],
    ]),
    ['latestby', isAlone && toEnvironment === undefined ? 'cvp' : 'cvpv'],
    ['environment', toEnvironment],
    ['tag', toTag],
    ['mainBranch', flag(toMainBranch)],
    ['latest', flag(comparesLatest)],
    ['limit', limit?.toString()],
    ['wait', wait ? String(wait) : undefined],
  ])
}
