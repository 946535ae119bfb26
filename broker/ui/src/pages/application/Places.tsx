import type { PacticipantEnvironments } from '@tallystick/client/wire'
import { Link } from '@tanstack/react-router'
import { TableHead } from '../../components/TableHead.tsx'
import table from '../../components/table.module.css'
import { Time } from '../../components/Time.tsx'
import css from './parts.module.css'

type Place = PacticipantEnvironments['_embedded']['environments'][number]

interface PlacesProps {
  readonly pacticipant: string
  readonly places: readonly Place[]
}

function Row({ pacticipant, place }: { readonly pacticipant: string; readonly place: Place }) {
  const { environment, version, branch, how, applicationInstance, since } = place
  return (
    <tr role="row">
      <th role="rowheader" scope="row" className={css.name}>
        <Link to="/environments/$environment" params={{ environment }}>
          {place.displayName}
        </Link>
        {applicationInstance && <span className={css.by}> {applicationInstance}</span>}
      </th>
      <td role="cell" data-name="Version">
        <code>{version}</code> {branch && <span className={css.by}>on {branch}</span>}
      </td>
      <td role="cell">
        {how === 'deployed' ? 'Deployed ' : 'Released '}
        <Time at={since} />
      </td>
      <td role="cell">
        <Link to="/can-i-deploy" search={{ pacticipant, version, environment }}>
          Does it fit there?
          <span className="visually-hidden">
            {' '}
            {version} in {place.displayName}
          </span>
        </Link>
      </td>
    </tr>
  )
}

export function Places({ pacticipant, places }: PlacesProps) {
  if (places.length === 0) {
    return <p className={css.none}>None of its versions is recorded as deployed or released anywhere.</p>
  }
  return (
    <table role="table" className={table.table}>
      <caption className="visually-hidden">Environments</caption>
      <TableHead names={['Environment', 'Version', 'Since', 'More']} />
      <tbody role="rowgroup">
        {places.map((place) => (
          <Row
            key={[place.environment, place.how, place.applicationInstance, place.version].join(' ')}
            pacticipant={pacticipant}
            place={place}
          />
        ))}
      </tbody>
    </table>
  )
}
