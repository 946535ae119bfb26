import {
  type PactForVerification,
  type PactsForVerification,
  type VerificationNotice,
  paths,
} from '@tallystick/client/wire'
import { type SelectedVersion, encodeMetadata } from '../contracts/metadata.ts'
import type { Links } from '../kernel/hal.ts'
import { shortDescription } from './descriptions.ts'
import { type ProviderBuild, type VerifiableContract, noticesFor } from './notices.ts'
import type { Reason } from './selected-contracts.ts'

function selectedVersion({ kind, name, version }: Reason): SelectedVersion {
  const consumerVersionId = version.id
  switch (kind) {
    case 'latest':
      return { consumerVersionId, latest: true }
    case 'main-branch':
      return { consumerVersionId, latest: true, mainBranch: true }
    case 'branch':
      return { consumerVersionId, branch: name, latest: true }
    case 'latest-tagged':
      return { consumerVersionId, tag: name, latest: true }
    case 'all-tagged':
      return { consumerVersionId, tag: name }
    case 'deployed':
    case 'released':
    case 'in-environment':
      return { consumerVersionId, environment: name }
  }
}

function tokenFor({ isWorkInProgress, reasons, pending }: VerifiableContract): string {
  if (isWorkInProgress) return encodeMetadata({ wip: true })
  return encodeMetadata({
    selectors: reasons.map(selectedVersion),
    ...(pending === undefined ? {} : { pending: pending.isPending }),
  })
}

function contractHal(
  links: Links,
  contract: VerifiableContract,
  { build, warnings }: { readonly build: ProviderBuild; readonly warnings: readonly VerificationNotice[] },
): PactForVerification {
  const { provider } = build
  const { consumer, sha, pending, isWorkInProgress } = contract
  const permalink = links.href(paths.pactVersionContent, { provider, consumer, sha })
  const metadata = tokenFor(contract)
  const href = links.href(paths.pactVersionContentWithMetadata, { provider, consumer, sha, metadata })
  return {
    shortDescription: shortDescription(contract.reasons),
    verificationProperties: {
      ...(pending === undefined ? {} : { pending: pending.isPending }),
      ...(isWorkInProgress ? { wip: true } : {}),
      notices: [...warnings, ...noticesFor(contract, build, isWorkInProgress ? href : permalink)],
    },
    _links: { self: { href, name: `Pact between ${consumer} (${contract.version.number}) and ${provider}` } },
  }
}

/** `warnings` are about the request: they are shown with every contract, where people read them. */
export function forVerificationHal(
  links: Links,
  contracts: readonly VerifiableContract[],
  { build, warnings }: { readonly build: ProviderBuild; readonly warnings: readonly string[] },
): PactsForVerification {
  const notices = warnings.map((text) => ({ when: 'before_verification', text }))
  return {
    _embedded: { pacts: contracts.map((contract) => contractHal(links, contract, { build, warnings: notices })) },
    ...(warnings.length === 0 ? {} : { notices: warnings.map((text) => ({ type: 'warning', text })) }),
    _links: {
      self: {
        href: links.href(paths.pactsForVerification, { provider: build.provider }),
        title: 'Pacts to be verified',
      },
    },
  }
}
