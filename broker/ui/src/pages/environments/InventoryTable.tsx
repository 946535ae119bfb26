import type { Environment, Inventory } from '@tallystick/client/wire'
import { ApplicationLink } from '../../components/ApplicationLink.tsx'
import { Button } from '../../components/Button.tsx'
import { TableHead } from '../../components/TableHead.tsx'
import table from '../../components/table.module.css'
import { Time } from '../../components/Time.tsx'
import { useMay } from '../../data/use-may.ts'
import { Fit } from './Fit.tsx'
import { Placed } from './Placed.tsx'
import { exactTime } from './times.ts'
import css from './InventoryTable.module.css'

type Version = Inventory['_embedded']['versions'][number]

interface InventoryTableProps {
  readonly environment: Environment
  readonly inventory: Inventory
  readonly onUndo: (version: Version) => void
}

/** Of long ago: how long says less than when. */
function Exact({ at }: { readonly at: string }) {
  return <time dateTime={at}>{exactTime(at)}</time>
}

function Row({
  environment,
  version,
  isNow,
  onUndo,
}: Omit<InventoryTableProps, 'inventory'> & {
  readonly version: Version
  readonly isNow: boolean
}) {
  const { pacticipant, number, how, compatibility, override } = version
  const name = how === 'deployed' ? 'Undeploy' : 'End support'
  const refusal = useMay('record', { all: [pacticipant] })
  return (
    <tr role="row">
      <th role="rowheader" scope="row" className={css.name}>
        <ApplicationLink name={pacticipant} />
      </th>
      <td role="cell">
        <Placed {...version} />
      </td>
      <td role="cell" data-name="Since">
        {isNow ? <Time at={version.since} /> : <Exact at={version.since} />}
      </td>
      {isNow ? (
        <>
          <td role="cell">
            {compatibility && (
              <Fit
                pacticipant={pacticipant}
                version={number}
                environment={environment}
                fit={compatibility}
                override={override}
              />
            )}
          </td>
          <td role="cell" className={css.action}>
            <Button
              look="quiet"
              refusal={refusal}
              aria-label={`${name}: ${pacticipant} ${number}`}
              onPress={() => onUndo(version)}
            >
              {name}
            </Button>
          </td>
        </>
      ) : (
        <td role="cell" data-name="Until">
          {version.until ? <Exact at={version.until} /> : <span className={css.still}>Still there</span>}
        </td>
      )}
    </tr>
  )
}

/** What is in the environment, or was. */
export function InventoryTable({ environment, inventory, onUndo }: InventoryTableProps) {
  const isNow = inventory.at === null
  const heads = ['Application', 'Version', 'Since', ...(isNow ? ['Fits here', 'Change'] : ['Until'])]
  return (
    <table role="table" className={table.table}>
      <caption className="visually-hidden">Versions in {environment.displayName}</caption>
      <TableHead names={heads} />
      <tbody role="rowgroup">
        {inventory._embedded.versions.map((version) => (
          <Row
            key={[version.pacticipant, version.number, version.how, version.applicationInstance].join(' ')}
            environment={environment}
            version={version}
            isNow={isNow}
            onUndo={onUndo}
          />
        ))}
      </tbody>
    </table>
  )
}
