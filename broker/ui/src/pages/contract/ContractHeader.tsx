import type { Contract, ContentResult, Version } from '@tallystick/client/wire'
import { Link } from '@tanstack/react-router'
import { ApplicationLink } from '../../components/ApplicationLink.tsx'
import { ExternalLink } from '../../components/ExternalLink.tsx'
import { PageHeader } from '../../components/PageHeader.tsx'
import { StateMark } from '../../components/StateMark.tsx'
import { Time } from '../../components/Time.tsx'
import { VersionText } from '../../components/VersionText.tsx'
import type { Content, Pair } from './queries.ts'
import type { ReadContract } from './reading/contract.ts'
import { stateOf } from './verdicts.ts'
import css from './ContractHeader.module.css'

interface ContractHeaderProps {
  readonly content: Content
  readonly contract: Pick<Contract, 'createdAt'>
  readonly read: ReadContract
  /** The number, and all that is known of it. */
  readonly version: string
  readonly publisher: Version | null
  readonly newest: ContentResult | undefined
}

function Actions({ pair, version }: { readonly pair: Pair; readonly version: string }) {
  return (
    <div className={css.links}>
      <Link
        to="/pacts/provider/$provider/consumer/$consumer/version/$version/diff/previous-distinct"
        params={{ ...pair, version }}
      >
        What changed
      </Link>
      <Link to="/matrix/provider/$provider/consumer/$consumer" params={{ ...pair }}>
        Matrix
      </Link>
      <Link to="/pacts/provider/$provider/consumer/$consumer/latest" params={{ ...pair }}>
        Newest contract
      </Link>
    </div>
  )
}

function Standing({ content, newest }: Pick<ContractHeaderProps, 'content' | 'newest'>) {
  if (!newest) {
    return (
      <p className={css.standing}>
        <StateMark state="unverified" />
        <span>{content.provider} has not verified it yet.</span>
      </p>
    )
  }
  return (
    <p className={css.standing}>
      <StateMark state={stateOf(newest)} />
      <span>
        by {content.provider} <VersionText version={newest.providerVersion} /> <Time at={newest.verifiedAt} />
      </span>
      <Link
        to="/pacts/provider/$provider/consumer/$consumer/pact-version/$sha/verification-results/$number"
        params={{ ...content, number: String(newest.number) }}
      >
        The newest result
      </Link>
    </p>
  )
}

/** Whose contract it is, who published it, and how it stands. */
export function ContractHeader(props: ContractHeaderProps) {
  const { content, contract, read, version, publisher } = props
  const { consumer, provider } = content
  const branch = publisher?._embedded.branchVersions.at(-1)?.name ?? null
  return (
    <>
      <PageHeader
        title={`What ${consumer} expects of ${provider}`}
        above={
          <>
            Contract of <ApplicationLink name={consumer} /> with <ApplicationLink name={provider} />
          </>
        }
        actions={<Actions pair={{ consumer, provider }} version={version} />}
      >
        <span>
          Version <VersionText version={{ number: version, branch }} />
        </span>
        <span>
          published <Time at={contract.createdAt} />
        </span>
        {publisher?.buildUrl && <ExternalLink url={publisher.buildUrl}>Build</ExternalLink>}
        {read.specification && <span>Pact specification {read.specification}</span>}
        {read.writtenBy && <span>{read.writtenBy}</span>}
        {read.plugins.map(({ name, version: number }) => (
          <span key={name}>
            Plugin {name} {number}
          </span>
        ))}
      </PageHeader>
      <Standing {...props} />
    </>
  )
}
