import { type ResultDetails, pages } from '@tallystick/client/wire'
import { Link } from '@tanstack/react-router'
import { ApplicationLink } from '../../components/ApplicationLink.tsx'
import { ExternalLink } from '../../components/ExternalLink.tsx'
import { PageHeader } from '../../components/PageHeader.tsx'
import { StateMark } from '../../components/StateMark.tsx'
import { Time } from '../../components/Time.tsx'
import { VersionText } from '../../components/VersionText.tsx'
import { routePath } from '../../paths.ts'
import { InteractionFinding } from './InteractionFinding.tsx'
import type { ResultAddress } from './queries.ts'
import css from './Result.module.css'

interface ResultViewProps {
  readonly address: ResultAddress
  readonly result: ResultDetails
}

function stateOf({ success, pending }: ResultDetails) {
  if (success) return 'verified'
  return pending ? 'pending' : 'failed'
}

function sentenceOf(result: ResultDetails, { consumer, provider }: ResultAddress): string {
  const { success, pending, wip } = result
  if (success) return `${provider} keeps what ${consumer} expects.`
  const why = wip
    ? ' It was verified as work in progress, so it stops nobody.'
    : pending
      ? ' It was pending, so it stops nobody.'
      : ''
  return `${provider} does not keep all that ${consumer} expects.${why}`
}

/** What did not fit comes first. */
function inOrder({ _embedded: { interactions } }: ResultDetails) {
  const rank = ({ result }: (typeof interactions)[number]) => (result === null ? 1 : result.success ? 2 : 0)
  return interactions.toSorted((one, other) => rank(one) - rank(other))
}

function Actions({ address }: Pick<ResultViewProps, 'address'>) {
  return (
    <div className={css.links}>
      <Link to={routePath(pages.contractContent)} params={address}>
        The contract
      </Link>
      <Link to={routePath(pages.contractContent)} params={address} search={{ view: 'results' }}>
        All results
      </Link>
      <Link to={routePath(pages.webhooks)} search={{ pacticipant: address.provider }}>
        Webhooks
      </Link>
    </div>
  )
}

function Facts({ address, result }: ResultViewProps) {
  const { providerVersion, verifiedAt, buildUrl, verifiedBy, consumerVersion } = result
  const tool = [verifiedBy.implementation, verifiedBy.version].filter(Boolean).join(' ')
  return (
    <>
      <span>
        {address.provider} <VersionText version={providerVersion} />
      </span>
      <span>
        verified <Time at={verifiedAt} />
      </span>
      {tool && <span>with {tool}</span>}
      {buildUrl !== null && <ExternalLink url={buildUrl}>Build</ExternalLink>}
      {consumerVersion && (
        <span>
          Contract of {address.consumer}{' '}
          <Link
            to={routePath(pages.contract)}
            params={{ ...address, version: consumerVersion.number }}
            aria-label={`The contract of ${address.consumer} ${consumerVersion.number}`}
          >
            <code>{consumerVersion.number}</code>
          </Link>
        </span>
      )}
    </>
  )
}

/** What a version of the provider found, interaction by interaction. */
export function ResultView({ address, result }: ResultViewProps) {
  const { consumer, provider } = address
  const interactions = inOrder(result)
  return (
    <>
      <PageHeader
        title={`Verification result ${result.number}`}
        above={
          <>
            Contract of <ApplicationLink name={consumer} /> with <ApplicationLink name={provider} />
          </>
        }
        actions={<Actions address={address} />}
      >
        <Facts address={address} result={result} />
      </PageHeader>
      <p className={css.standing}>
        <StateMark state={stateOf(result)} />
        <span>{sentenceOf(result, address)}</span>
      </p>
      <h2>Interactions</h2>
      {interactions.length === 0 ? (
        <p className={css.soft}>The contract has none.</p>
      ) : (
        <ul className={css.interactions}>
          {interactions.map((interaction, index) => (
            <InteractionFinding key={`${interaction.id} ${index}`} interaction={interaction} address={address} />
          ))}
        </ul>
      )}
    </>
  )
}
