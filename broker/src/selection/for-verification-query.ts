// The older form of the request: what it could say, the newer one says too.

import type { PactsForVerificationQuery, PactsForVerificationRequest } from '@tallystick/client/wire'

export const DEPRECATED_QUERY =
  'WARNING - this version of the Pact library asks for the pacts to verify in a form that only the first libraries used, ' +
  'and that knows few of the selectors. Please upgrade the Pact library.'

type Defined<Properties> = { [Key in keyof Properties]?: Exclude<Properties[Key], undefined> }

function given<Properties extends object>(properties: Properties): Defined<Properties>
function given(properties: object): object {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined))
}

function isTrue(flag: 'true' | 'false' | undefined): boolean | undefined {
  return flag === undefined ? undefined : flag === 'true'
}

export function requestOf(query: PactsForVerificationQuery): PactsForVerificationRequest {
  return given({
    providerVersionBranch: query.provider_version_branch,
    providerVersionTags: query.provider_version_tags,
    consumerVersionSelectors: query.consumer_version_selectors?.map((selector) =>
      given({
        tag: selector.tag,
        fallbackTag: selector.fallback_tag,
        latest: isTrue(selector.latest),
        consumer: selector.consumer,
      }),
    ),
    includePendingStatus: isTrue(query.include_pending_status),
    includeWipPactsSince: query.include_wip_pacts_since,
  })
}
