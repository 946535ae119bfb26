/**
 * The request of a provider's build, with the rules that its fields must keep together. Every mistake is reported at
 * once: a wrong type in one field does not hide what is wrong with the others.
 */
import {
  type ConsumerVersionSelector,
  type PactsForVerificationRequest,
  pactsForVerificationRequest,
} from '@tallystick/client/wire'
import type { z } from 'zod'
import { brokenRules } from './selector-rules.ts'

const emptyBranch =
  'when pending or WIP pacts are enabled and there are no tags provided, the provider version branch must not be an ' +
  'empty string, as it is used in the calculations for WIP/pending. A value must be provided (recommended), or it must ' +
  'not be set at all.'

function hasUselessBranch(request: PactsForVerificationRequest): boolean {
  const { providerVersionBranch, providerVersionTags, includePendingStatus, includeWipPactsSince } = request
  const isUsed = includePendingStatus === true || includeWipPactsSince !== undefined
  return providerVersionBranch === '' && isUsed && (providerVersionTags ?? []).length === 0
}

const branchRuleFields = [
  'providerVersionBranch',
  'providerVersionTags',
  'includePendingStatus',
  'includeWipPactsSince',
]

function isSelector(value: unknown): value is ConsumerVersionSelector {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export const forVerificationRequest: z.ZodType<PactsForVerificationRequest> = pactsForVerificationRequest.superRefine(
  (request, context) => {
    const wrong = context.issues.map(({ path }) => path ?? [])
    const isJudged = !wrong.some(([field]) => branchRuleFields.some((name) => name === field))
    if (isJudged && hasUselessBranch(request)) {
      context.addIssue({ code: 'custom', path: ['providerVersionBranch'], message: emptyBranch })
    }
    const { providerVersionBranch } = request
    const selectors: unknown = request.consumerVersionSelectors
    for (const [index, selector] of (Array.isArray(selectors) ? selectors : []).entries()) {
      if (!isSelector(selector)) continue
      const wrongFields = wrong
        .filter(([list, position]) => list === 'consumerVersionSelectors' && position === index)
        .map(([, , field]) => field ?? '')
      for (const message of brokenRules(selector, { providerVersionBranch, wrongFields })) {
        context.addIssue({ code: 'custom', path: ['consumerVersionSelectors', index], message })
      }
    }
  },
  { when: ({ value }) => typeof value === 'object' && value !== null },
)
