import type { OverviewItem } from '@tallystick/client/wire'
import { ApplicationLink } from '../../components/ApplicationLink.tsx'
import { PairLinks } from '../../components/PairLinks.tsx'
import { StateMark } from '../../components/StateMark.tsx'
import { TableHead } from '../../components/TableHead.tsx'
import table from '../../components/table.module.css'
import { Time } from '../../components/Time.tsx'
import css from './parts.module.css'

interface PairsProps {
  readonly items: readonly OverviewItem[]
  /** Which side of the pair is not the application. */
  readonly other: 'consumer' | 'provider'
}

const names = { consumer: 'Consumer', provider: 'Provider' } as const

function Verified({ item: { verifiedAt, requestedAt, state, provider } }: { readonly item: OverviewItem }) {
  if (verifiedAt && provider.version) {
    return (
      <>
        <Time at={verifiedAt} />{' '}
        <span className={css.by}>
          by <code>{provider.version.number}</code>
        </span>
      </>
    )
  }
  if (!requestedAt) return <span className={css.none}>Never</span>
  return (
    <>
      {state === 'overdue' ? 'Waited for since ' : 'Asked for '}
      <Time at={requestedAt} />
    </>
  )
}

function Row({ item, other }: { readonly item: OverviewItem } & Pick<PairsProps, 'other'>) {
  const { consumer, provider } = item
  return (
    <tr role="row">
      <td role="cell">
        <StateMark state={item.state} />
      </td>
      <th role="rowheader" scope="row" className={css.name}>
        <ApplicationLink name={item[other].name} />
      </th>
      <td role="cell" data-name="Published">
        <Time at={item.publishedAt} />{' '}
        <span className={css.by}>
          with <code>{consumer.version.number}</code>
          {consumer.version.branch && ` on ${consumer.version.branch}`}
        </span>
      </td>
      <td role="cell" data-name="Verified">
        <Verified item={item} />
      </td>
      <td role="cell">
        <PairLinks consumer={consumer.name} provider={provider.name} version={consumer.version.number} />
      </td>
    </tr>
  )
}

/** The pairs that the application is one side of. */
export function Pairs({ items, other }: PairsProps) {
  return (
    <table role="table" className={`${table.table} ${css.pairs}`}>
      <caption className="visually-hidden">{names[other]}s</caption>
      <TableHead names={['State', names[other], 'Contract published', 'Verified', 'More']} />
      <tbody role="rowgroup">
        {items.map((item) => (
          <Row key={item[other].name} item={item} other={other} />
        ))}
      </tbody>
    </table>
  )
}
