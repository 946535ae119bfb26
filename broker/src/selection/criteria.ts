/**
 * What a provider's build asks for, as a list of criteria. Each selector of the request is one criterion, except that
 * `deployedOrReleased` is two, and that `matchingBranch` is the branch named like the provider's own.
 * A request without selectors has no criteria: what it gets then, `selection` says.
 */
import type { ConsumerVersionSelector, PactsForVerificationRequest } from '@tallystick/client/wire'

export type Criterion = { readonly consumer?: string | undefined } & (
  | { readonly kind: 'latest' | 'main-branch' | 'every-branch' }
  | { readonly kind: 'branch'; readonly branch: string; readonly fallback?: string | undefined }
  | { readonly kind: 'latest-tagged'; readonly tag: string; readonly fallback?: string | undefined }
  | { readonly kind: 'all-tagged'; readonly tag: string }
  | { readonly kind: 'deployed' | 'released'; readonly environment?: string | undefined }
  | { readonly kind: 'in-environment'; readonly environment: string }
)

function environmentCriteria(selector: ConsumerVersionSelector): readonly Criterion[] {
  const { consumer, environment } = selector
  const deployed: Criterion = { kind: 'deployed', consumer, environment }
  const released: Criterion = { kind: 'released', consumer, environment }
  if (selector.deployedOrReleased === true) return [deployed, released]
  if (selector.deployed === true) return [deployed]
  if (selector.released === true) return [released]
  return environment === undefined ? [] : [{ kind: 'in-environment', consumer, environment }]
}

function headCriterion(selector: ConsumerVersionSelector, providerVersionBranch: string): Criterion | undefined {
  const { consumer, branch, fallbackBranch, tag, fallbackTag, latest } = selector
  if (selector.mainBranch === true) return { kind: 'main-branch', consumer }
  if (selector.matchingBranch === true) return { kind: 'branch', consumer, branch: providerVersionBranch }
  if (branch === true) return { kind: 'every-branch', consumer }
  if (branch !== undefined) return { kind: 'branch', consumer, branch, fallback: fallbackBranch }
  if (tag === undefined) return latest === true ? { kind: 'latest', consumer } : undefined
  return latest === true
    ? { kind: 'latest-tagged', consumer, tag, fallback: fallbackTag }
    : { kind: 'all-tagged', consumer, tag }
}

export function criteriaOf(
  request: Pick<PactsForVerificationRequest, 'consumerVersionSelectors' | 'providerVersionBranch'>,
): readonly Criterion[] {
  return (request.consumerVersionSelectors ?? []).flatMap((selector) => {
    const head = headCriterion(selector, request.providerVersionBranch ?? '')
    return head === undefined ? environmentCriteria(selector) : [head]
  })
}
