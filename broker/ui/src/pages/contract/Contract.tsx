import { pages } from '@tallystick/client/wire'
import { useSuspenseQuery } from '@tanstack/react-query'
import { Link, Navigate, createLazyRoute } from '@tanstack/react-router'
import { PageHeader } from '../../components/PageHeader.tsx'
import { Message } from '../../components/states.tsx'
import { routePath } from '../../paths.ts'
import { ContractView } from './ContractView.tsx'
import { type ContractAddress, contractQuery } from './queries.ts'
import type { ContractSearch } from './search.ts'

export const ofVersion = createLazyRoute(routePath(pages.contract))({ component: OfVersion })
export const ofPair = createLazyRoute(routePath(pages.latestContract))({ component: OfPair })
export const ofContent = createLazyRoute(routePath(pages.contractContent))({ component: OfContent })
export const ofHandedOut = createLazyRoute(routePath(pages.handedOutContract))({ component: OfHandedOut })

interface ContractPageProps {
  readonly address: ContractAddress
  readonly search: ContractSearch
}

function ContractPage({ address, search }: ContractPageProps) {
  const { data: contract } = useSuspenseQuery(contractQuery(address))
  if (contract) return <ContractView address={address} contract={contract} search={search} />
  return <NoContract address={address} />
}

function NoContract({ address: { consumer, provider, version } }: { readonly address: ContractAddress }) {
  return (
    <>
      <PageHeader title={`What ${consumer} expects of ${provider}`} />
      <Message
        title="There is no such contract"
        actions={
          version === undefined ? (
            <Link to="/">To the overview</Link>
          ) : (
            <Link to={routePath(pages.latestContract)} params={{ consumer, provider }}>
              The newest contract
            </Link>
          )
        }
      >
        <p>
          {version === undefined
            ? `${consumer} has published nothing like that for ${provider}, or it has been deleted.`
            : `Version ${version} of ${consumer} has published nothing for ${provider}, or it has been deleted.`}
        </p>
      </Message>
    </>
  )
}

function OfVersion() {
  const { consumer, provider, version } = ofVersion.useParams()
  return <ContractPage address={{ consumer, provider, version }} search={ofVersion.useSearch()} />
}

function OfPair() {
  const { consumer, provider } = ofPair.useParams()
  return <ContractPage address={{ consumer, provider }} search={ofPair.useSearch()} />
}

function OfContent() {
  const { consumer, provider, sha } = ofContent.useParams()
  return <ContractPage address={{ consumer, provider, sha }} search={ofContent.useSearch()} />
}

/** The address that a provider's build was given: why it was is in it, and nothing to be shown. */
function OfHandedOut() {
  const { consumer, provider, sha } = ofHandedOut.useParams()
  return <Navigate to={routePath(pages.contractContent)} params={{ consumer, provider, sha }} replace />
}
