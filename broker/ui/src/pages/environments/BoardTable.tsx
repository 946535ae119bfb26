import type { Board, BoardService } from '@tallystick/client/wire'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { ApplicationLink } from '../../components/ApplicationLink.tsx'
import { Button } from '../../components/Button.tsx'
import { Time } from '../../components/Time.tsx'
import { Fit } from './Fit.tsx'
import { Placed } from './Placed.tsx'
import type { BoardSearch } from './search.ts'
import chips from '../../components/chips.module.css'
import css from './BoardTable.module.css'

/** So many versions of a service stand side by side until more are asked for. */
const SHOWN = 4

type Environment = Board['environments'][number]

interface CellProps {
  readonly service: BoardService
  readonly environment: Environment
}

function Cell({ service, environment }: CellProps) {
  const [isOpen, setOpen] = useState(false)
  const all = service.versions.filter((version) => version.environment === environment.name)
  const versions = isOpen ? all : all.slice(0, SHOWN)
  if (all.length === 0) {
    return (
      <td className={css.nothing}>
        <span aria-hidden>–</span>
        <span className="visually-hidden">Nothing</span>
      </td>
    )
  }
  return (
    <td>
      <ul className={css.versions}>
        {versions.map((version) => (
          <li key={[version.number, version.how, version.applicationInstance].join(' ')}>
            <Placed {...version} branch={null} />
            <span className={css.standing}>
              {version.compatibility && (
                <Fit
                  pacticipant={service.name}
                  version={version.number}
                  environment={environment}
                  fit={version.compatibility}
                  override={version.override}
                />
              )}
              <Time at={version.since} />
            </span>
          </li>
        ))}
      </ul>
      {versions.length < all.length && (
        <Button
          look="quiet"
          onPress={() => setOpen(true)}
          aria-label={`${all.length - versions.length} more of ${service.name} in ${environment.displayName}`}
        >
          {all.length - versions.length} more
        </Button>
      )}
    </td>
  )
}

function Labels({ names, search }: { readonly names: readonly string[]; readonly search: BoardSearch }) {
  if (names.length === 0) return null
  return (
    <span className={css.labels}>
      {names.map((label) => (
        <Link key={label} to="/environments" search={{ ...search, label, page: undefined }} className={chips.label}>
          <span className="visually-hidden">Label </span>
          {label}
        </Link>
      ))}
    </span>
  )
}

export function EnvironmentHead({ environment }: { readonly environment: Environment }) {
  const { uuid, displayName, production } = environment
  return (
    <>
      <Link to="/environments/$environment" params={{ environment: uuid }}>
        {displayName}
      </Link>
      {production && displayName.toLowerCase() !== 'production' && (
        <>
          {' '}
          <span className={css.production}>production</span>
        </>
      )}
    </>
  )
}

interface BoardTableProps {
  readonly board: Board
  readonly search: BoardSearch
}

/** Services by environments. It scrolls by itself; the heads stay in sight. */
export function BoardTable({ board, search }: BoardTableProps) {
  return (
    <div className={css.scroll} tabIndex={0} role="region" aria-label="Services by environments">
      <table className={css.table}>
        <caption className="visually-hidden">Which version of each service is in which environment</caption>
        <thead>
          <tr>
            <th scope="col">Service</th>
            {board.environments.map((environment) => (
              <th key={environment.uuid} scope="col">
                <EnvironmentHead environment={environment} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {board._embedded.services.map((service) => (
            <tr key={service.name}>
              <th scope="row">
                <ApplicationLink name={service.name} />
                <Labels names={service.labels} search={search} />
              </th>
              {board.environments.map((environment) => (
                <Cell key={environment.uuid} service={service} environment={environment} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
