import type { OverviewItem } from '@tallystick/client/wire'
import { Link } from '@tanstack/react-router'
import { ArrowRight, Users, Webhook } from 'lucide-react'
import { ApplicationLink } from '../../components/ApplicationLink.tsx'
import { PairLinks } from '../../components/PairLinks.tsx'
import { StateMark } from '../../components/StateMark.tsx'
import { TableHead } from '../../components/TableHead.tsx'
import chips from '../../components/chips.module.css'
import table from '../../components/table.module.css'
import { Time } from '../../components/Time.tsx'
import type { OverviewSearch } from './search.ts'
import css from './IntegrationTable.module.css'

interface RowProps {
  readonly item: OverviewItem
  readonly search: OverviewSearch
}

function Version({ version }: { readonly version: { readonly number: string; readonly branch: string | null } }) {
  return (
    <span className={css.version}>
      <code title={version.number}>{version.number}</code>
      {version.branch && <span className={css.branch}>{version.branch}</span>}
    </span>
  )
}

function Labels({ names, search }: { readonly names: readonly string[]; readonly search: OverviewSearch }) {
  return names.map((label) => (
    <Link key={label} to="/" search={{ ...search, label, page: undefined }} className={`${chips.label} ${css.label}`}>
      <span className="visually-hidden">Label </span>
      {label}
    </Link>
  ))
}

function Teams({ names, search }: { readonly names: readonly string[]; readonly search: OverviewSearch }) {
  return names.map((team) => (
    <Link key={team} to="/" search={{ ...search, team, page: undefined }} className={`${chips.label} ${css.label}`}>
      <Users size={12} aria-hidden />
      <span className="visually-hidden">Team </span>
      {team}
    </Link>
  ))
}

function Verified({ item: { state, verifiedAt, requestedAt, provider } }: { readonly item: OverviewItem }) {
  if (verifiedAt && provider.version) {
    return (
      <>
        <Time at={verifiedAt} />
        <Version version={provider.version} />
      </>
    )
  }
  if (requestedAt) {
    return (
      <span>
        {state === 'overdue' ? 'Waited for since ' : 'Asked for '}
        <Time at={requestedAt} />
      </span>
    )
  }
  return <span className={css.none}>Never</span>
}

const teamsOf = ({ consumer, provider }: OverviewItem) => [
  ...new Set([consumer.team, provider.team].flatMap((team) => (team ? [team.name] : []))),
]

function Row({ item, search }: RowProps) {
  const { consumer, provider } = item
  return (
    <tr role="row">
      <td role="cell">
        <StateMark state={item.state} />
      </td>
      <th role="rowheader" scope="row">
        <span className={css.names}>
          <span className={css.pair}>
            <ApplicationLink name={consumer.name} /> <ArrowRight size={14} aria-label="for" />{' '}
            <ApplicationLink name={provider.name} />
          </span>
          {item.webhookStatus === 'failure' && (
            <span className={css.webhook} title="The last delivery to a webhook failed">
              <Webhook size={14} aria-hidden /> Webhook failed
            </span>
          )}
        </span>
        <Teams names={teamsOf(item)} search={search} />
        <Labels names={[...new Set([...consumer.labels, ...provider.labels])]} search={search} />
      </th>
      <td role="cell" data-name="Published">
        <Time at={item.publishedAt} />
        <Version version={consumer.version} />
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

/** A table whose rows become cards where there is little room; the roles keep it a table for those who do not see it. */
export function IntegrationTable({
  items,
  search,
}: {
  readonly items: readonly OverviewItem[]
  readonly search: OverviewSearch
}) {
  return (
    <table role="table" className={table.table}>
      <caption className="visually-hidden">Consumers with their providers</caption>
      <TableHead names={['State', 'Consumer and provider', 'Contract published', 'Verified', 'More']} />
      <tbody role="rowgroup">
        {items.map((item) => (
          <Row key={`${item.consumer.name} ${item.provider.name}`} item={item} search={search} />
        ))}
      </tbody>
    </table>
  )
}
