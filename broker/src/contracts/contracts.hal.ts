import { paths } from '@tallystick/client/wire'
import { type Links, timestamps } from '../kernel/hal.ts'
import type { ContractRow, Pair } from './contracts.sql.ts'

/** How the contract was found, as far as its links depend on it. */
export interface Found {
  /** The token below which results are to be posted. */
  readonly metadata?: string | undefined
  /** The consumer versions for which it was selected, newest first. */
  readonly consumerVersions?: readonly string[] | undefined
}

export function contractTitle({ consumer, version, provider }: Pair & { readonly version: string }): string {
  return `Pact between ${consumer} (${version}) and ${provider}`
}

function consumerVersionLinks(links: Links, consumer: string, versions: readonly string[]) {
  if (versions.length === 0) return {}
  return {
    'pb:consumer-versions': versions.map((version) => ({
      title: 'Consumer version',
      name: version,
      href: links.href(paths.version, { pacticipant: consumer, version }),
    })),
  }
}

function participantLinks(links: Links, row: ContractRow, found: Found) {
  const { consumer, provider, version } = row
  return {
    self: { title: 'Pact', name: contractTitle(row), href: links.href(paths.pact, { consumer, provider, version }) },
    'pb:consumer': {
      title: 'Consumer',
      name: consumer,
      href: links.href(paths.pacticipant, { pacticipant: consumer }),
    },
    'pb:consumer-version': {
      title: 'Consumer version',
      name: version,
      href: links.href(paths.version, { pacticipant: consumer, version }),
    },
    ...consumerVersionLinks(links, consumer, found.consumerVersions ?? []),
    'pb:provider': {
      title: 'Provider',
      name: provider,
      href: links.href(paths.pacticipant, { pacticipant: provider }),
    },
  }
}

function versionLinks(links: Links, { consumer, provider, version, sha }: ContractRow) {
  const pair = { consumer, provider }
  const at = { ...pair, version }
  return {
    'pb:pact-version': {
      title: 'Pact content version permalink',
      name: sha,
      href: links.href(paths.pactVersionContent, { ...pair, sha }),
    },
    'pb:latest-pact-version': { title: 'Latest version of this pact', href: links.href(paths.latestPact, pair) },
    'pb:all-pact-versions': { title: 'All versions of this pact', href: links.href(paths.pactVersions, pair) },
    'pb:latest-untagged-pact-version': {
      title: 'Latest untagged version of this pact',
      href: links.href(paths.latestUntaggedPact, pair),
    },
    'pb:latest-tagged-pact-version': {
      title: 'Latest tagged version of this pact',
      ...links.template(paths.latestTaggedPact, pair),
    },
    'pb:previous-distinct': {
      title: 'Previous distinct version of this pact',
      href: links.href(paths.previousDistinctPact, at),
    },
    'pb:diff-previous-distinct': {
      title: 'Diff with previous distinct version of this pact',
      href: links.href(paths.previousDistinctDiff, at),
    },
    'pb:diff': {
      title: 'Diff with another specified version of this pact',
      ...links.template(paths.pactContentDiff, { ...pair, sha }),
    },
  }
}

function actionLinks(links: Links, { consumer, provider, version, sha }: ContractRow, { metadata }: Found) {
  const pair = { consumer, provider }
  const at = { pacticipant: consumer, version }
  return {
    'pb:pact-webhooks': {
      title: `Webhooks for the pact between ${consumer} and ${provider}`,
      href: links.href(paths.webhooksForPair, pair),
    },
    'pb:consumer-webhooks': {
      title: `Webhooks for all pacts with consumer ${consumer}`,
      href: links.href(paths.consumerWebhooks, { consumer }),
    },
    'pb:tag-prod-version': {
      title: "PUT to this resource to tag this consumer version as 'production'",
      href: links.href(paths.versionTag, { ...at, tag: 'prod' }),
    },
    'pb:tag-version': {
      title: 'PUT to this resource to tag this consumer version',
      ...links.template(paths.versionTag, at),
    },
    'pb:publish-verification-results': {
      title: 'Publish verification results',
      href:
        metadata === undefined
          ? links.href(paths.verificationResults, { ...pair, sha })
          : links.href(paths.verificationResultsWithMetadata, { ...pair, sha, metadata }),
    },
    'pb:latest-verification-results': { href: links.href(paths.latestVerificationResult, { ...pair, sha }) },
    'pb:triggered-webhooks': {
      title: 'Webhooks triggered by the publication of this pact',
      href: links.href(paths.pactTriggeredWebhooks, { ...pair, version }),
    },
    'pb:matrix-for-consumer-version': {
      title: 'View matrix rows for the consumer version to which this pact belongs',
      href: `${links.href(paths.matrix)}?${matrixQuery(consumer, version)}`,
    },
    curies: links.curies('pact'),
  }
}

function matrixQuery(consumer: string, version: string): string {
  const [pacticipant, number] = [consumer, version].map(encodeURIComponent)
  return `q%5B%5D%5Bpacticipant%5D=${pacticipant}&q%5B%5D%5Bversion%5D=${number}&latestby=cvpv`
}

/** What the broker adds to a contract: the timestamps and the links. */
export function contractAdditions(links: Links, row: ContractRow, found: Found) {
  const _links = {
    ...participantLinks(links, row, found),
    ...versionLinks(links, row),
    ...actionLinks(links, row, found),
  }
  return { ...timestamps(row), _links }
}

type ContractAdditions = ReturnType<typeof contractAdditions>

/** The contract as it is stored, with the text of the additions at its end. Both are objects: in braces, that is. */
export function contractText(content: string, additions: string): string {
  return `${content.slice(0, -1)}${content === '{}' ? '' : ','}${additions.slice(1)}`
}

/** The contract apart from what is added to it, with the tags of which it is the newest of its pair. */
export function extendedContractText(links: Links, row: ContractRow, { additions, tags }: Extended): string {
  const { consumer, provider, version } = row
  const { _links, ...times } = additions
  const embedded = tags.map((tag) => ({
    name: tag,
    latest: true,
    _links: {
      self: { title: 'Tag', name: tag, href: links.href(paths.versionTag, { pacticipant: consumer, version, tag }) },
      'pb:latest-pact': {
        name: `The latest pact with the tag ${tag}`,
        href: links.href(paths.latestTaggedPact, { provider, consumer, tag }),
      },
    },
  }))
  const rest = JSON.stringify({ _embedded: { tags: embedded }, _links }).slice(1)
  return `${JSON.stringify(times).slice(0, -1)},"contract":${row.content},${rest}`
}

interface Extended {
  readonly additions: ContractAdditions
  readonly tags: readonly string[]
}

/** Where to go on after a contract was deleted. */
export function contractRemovalHal(links: Links, pair: Pair, hasOthers: boolean) {
  const { consumer, provider } = pair
  const latest = { href: links.href(paths.latestPact, { consumer, provider }), title: 'Latest pact' }
  return { _links: { index: { href: links.base }, ...(hasOthers ? { 'pb:latest-pact-version': latest } : {}) } }
}
