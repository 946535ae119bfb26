import { Link } from '@tanstack/react-router'
import { PairLinks } from '../../components/PairLinks.tsx'
import { StateMark } from '../../components/StateMark.tsx'
import { TableHead } from '../../components/TableHead.tsx'
import table from '../../components/table.module.css'
import type { Pair } from './estate.ts'
import css from './Panel.module.css'

/** More than that nobody reads: there are filters. */
const MOST_ROWS = 500

function Row({ pair: { consumer, provider, version, state } }: { readonly pair: Pair }) {
  return (
    <tr role="row">
      <td role="cell">
        <StateMark state={state} />
      </td>
      <th role="rowheader" scope="row" data-name="Consumer">
        <Link to="/pacticipants/$pacticipant" params={{ pacticipant: consumer }}>
          {consumer}
        </Link>
      </th>
      <td role="cell" data-name="Provider">
        <Link to="/pacticipants/$pacticipant" params={{ pacticipant: provider }}>
          {provider}
        </Link>
      </td>
      <td role="cell">
        <PairLinks consumer={consumer} provider={provider} version={version} />
      </td>
    </tr>
  )
}

/** The same pairs for those who would rather read. */
export function PairTable({ pairs }: { readonly pairs: readonly Pair[] }) {
  return (
    <>
      <table role="table" className={table.table}>
        <caption className="visually-hidden">Consumers with their providers</caption>
        <TableHead names={['State', 'Consumer', 'Provider', 'More']} />
        <tbody role="rowgroup">
          {pairs.slice(0, MOST_ROWS).map((pair) => (
            <Row key={`${pair.consumer} ${pair.provider}`} pair={pair} />
          ))}
        </tbody>
      </table>
      {pairs.length > MOST_ROWS && (
        <p className={css.none}>
          These are the first {MOST_ROWS} of {pairs.length} pairs. Choose a part of the network to see the others.
        </p>
      )}
    </>
  )
}
