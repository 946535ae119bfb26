import type { Stay, TimelineVersion } from '@tallystick/client/wire'
import { Link } from '@tanstack/react-router'
import { GitBranch, MapPin, Tag } from 'lucide-react'
import { ApplicationLink } from '../../components/ApplicationLink.tsx'
import { ExternalLink } from '../../components/ExternalLink.tsx'
import { StateMark } from '../../components/StateMark.tsx'
import { Time } from '../../components/Time.tsx'
import type { LaneCell } from './lanes.ts'
import css from './Timeline.module.css'

interface TimelineEntryProps {
  readonly pacticipant: string
  readonly version: TimelineVersion
  readonly lanes: readonly LaneCell[]
}

function Lanes({ lanes }: Pick<TimelineEntryProps, 'lanes'>) {
  return (
    <div aria-hidden className={css.lanes}>
      {lanes.map(({ isMain, above, dot, below }, lane) => (
        <span key={lane} className={isMain ? css.main : css.lane}>
          {above && <span className={css.above} />}
          {below && <span className={css.below} />}
          {dot !== 'none' && <span className={dot === 'newest' ? css.newest : css.dot} />}
        </span>
      ))}
    </div>
  )
}

function Placement({ pacticipant, version }: Pick<TimelineEntryProps, 'pacticipant' | 'version'>) {
  return (
    <>
      {version.branches.map(({ name, latest }) => (
        <span key={name} className={css.fact}>
          <GitBranch size={14} aria-label="on branch" />
          <Link to="/pacticipants/$pacticipant" params={{ pacticipant }} search={{ tab: 'timeline', branch: name }}>
            {name}
          </Link>
          {latest && <span className={css.soft}>(newest)</span>}
        </span>
      ))}
      {version.tags.map((name) => (
        <span key={name} className={css.fact}>
          <Tag size={14} aria-label="tagged" /> {name}
        </span>
      ))}
    </>
  )
}

function Contracts({
  pacticipant,
  version: { number, contracts },
}: Pick<TimelineEntryProps, 'pacticipant' | 'version'>) {
  if (contracts.length === 0) return null
  return (
    <div>
      <dt>{contracts.length === 1 ? 'Contract' : 'Contracts'}</dt>
      {contracts.map(({ provider, state }) => (
        <dd key={provider} className={css.fact}>
          <Link
            to="/pacts/provider/$provider/consumer/$consumer/version/$version"
            params={{ consumer: pacticipant, provider, version: number }}
            aria-label={`The contract with ${provider}`}
          >
            {provider}
          </Link>
          <StateMark state={state} />
        </dd>
      ))}
    </div>
  )
}

const counted = (count: number, what: string) => (count === 0 ? [] : [`${count} ${what}`])

function Results({ version: { results } }: Pick<TimelineEntryProps, 'version'>) {
  if (results.length === 0) return null
  return (
    <div>
      <dt>Results</dt>
      {results.map(({ consumer, succeeded, failed }) => (
        <dd key={consumer} className={css.fact}>
          <ApplicationLink name={consumer} />
          <span className={failed > 0 ? css.bad : css.soft}>
            {[...counted(succeeded, 'passed'), ...counted(failed, 'failed')].join(', ')}
          </span>
        </dd>
      ))}
    </div>
  )
}

function Where({ stay: { displayName, applicationInstance, how, since, until } }: { readonly stay: Stay }) {
  const place = applicationInstance ? `${displayName} (${applicationInstance})` : displayName
  return (
    <dd className={`${css.fact} ${until ? css.soft : css.present}`}>
      <MapPin size={14} aria-hidden />
      <span>
        {place}
        {until ? (
          <>
            {' '}
            until <Time at={until} />
          </>
        ) : (
          <>
            , {how === 'deployed' ? 'deployed' : 'released'} <Time at={since} />
          </>
        )}
      </span>
    </dd>
  )
}

function Environments({ version: { environments } }: Pick<TimelineEntryProps, 'version'>) {
  if (environments.length === 0) return null
  return (
    <div>
      <dt>Where</dt>
      {environments.map((stay) => (
        <Where key={[stay.environment, stay.how, stay.applicationInstance].join(' ')} stay={stay} />
      ))}
    </div>
  )
}

/** One version with all that happened to it. */
export function TimelineEntry({ pacticipant, version, lanes }: TimelineEntryProps) {
  return (
    <li className={css.entry}>
      <Lanes lanes={lanes} />
      <div className={css.words}>
        <div className={css.head}>
          <h2 className={css.number}>{version.number}</h2>
          <Placement pacticipant={pacticipant} version={version} />
          <span className={css.soft}>
            <Time at={version.createdAt} />
          </span>
          {version.buildUrl && <ExternalLink url={version.buildUrl}>Build</ExternalLink>}
          <Link to="/can-i-deploy" search={{ pacticipant, version: version.number }} className={css.ask}>
            Can I deploy<span className="visually-hidden"> {version.number}</span>
          </Link>
        </div>
        <dl className={css.facts}>
          <Contracts pacticipant={pacticipant} version={version} />
          <Results version={version} />
          <Environments version={version} />
        </dl>
      </div>
    </li>
  )
}
