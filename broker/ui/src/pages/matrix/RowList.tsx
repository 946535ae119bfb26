import type { CellOfMatrix, DeploymentAnswer } from '@tallystick/client'
import { Link } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { Button } from '../../components/Button.tsx'
import { StateMark } from '../../components/StateMark.tsx'
import { TableHead } from '../../components/TableHead.tsx'
import table from '../../components/table.module.css'
import { Time } from '../../components/Time.tsx'
import { Explanation } from './Explanation.tsx'
import { VersionFacts } from './VersionFacts.tsx'
import css from './RowList.module.css'

export type MatrixRow = DeploymentAnswer['matrix'][number]
type Version = MatrixRow['consumer']['version']

function Side({ name, version }: { readonly name: string; readonly version: Version | null }) {
  return (
    <span className={css.side}>
      <span className={css.name}>{name}</span>
      {version ? <VersionFacts {...version} /> : <span className={css.none}>No version</span>}
    </span>
  )
}

function cellOf({ consumer, provider }: MatrixRow): CellOfMatrix {
  return {
    consumer: consumer.name,
    provider: provider.name,
    version: consumer.version.number,
    providerVersion: provider.version?.number,
  }
}

function Explain({ row }: { readonly row: MatrixRow }) {
  const trigger = useRef<HTMLSpanElement>(null)
  const [isOpen, setOpen] = useState(false)
  const { consumer, provider } = row
  const about = `${consumer.name} ${consumer.version.number} and ${provider.name} ${provider.version?.number ?? ''}`
  return (
    <span ref={trigger} className={css.explain}>
      <Button look="quiet" aria-label={`Explain ${about}`} onPress={() => setOpen(true)}>
        Explain
      </Button>
      {isOpen && <Explanation at={cellOf(row)} trigger={trigger} onClose={() => setOpen(false)} />}
    </span>
  )
}

function Row({ row }: { readonly row: MatrixRow }) {
  const { consumer, provider, pact, verificationResult: result } = row
  return (
    <tr role="row">
      <td role="cell">
        <StateMark state={result ? (result.success ? 'verified' : 'failed') : 'unverified'} />
        {row.ignored && <p className={css.none}>Ignored</p>}
      </td>
      <th role="rowheader" scope="row" data-name="Consumer">
        <Side {...consumer} />
      </th>
      <td role="cell" data-name="Provider">
        <Side {...provider} />
      </td>
      <td role="cell" data-name="Verified">
        {result ? <Time at={result.verifiedAt} /> : <span className={css.none}>Never</span>}
      </td>
      <td role="cell" data-name="Published">
        <Link
          to="/pacts/provider/$provider/consumer/$consumer/version/$version"
          params={{ provider: provider.name, consumer: consumer.name, version: consumer.version.number }}
        >
          Contract
          <span className="visually-hidden">
            {' '}
            of {consumer.name} {consumer.version.number} with {provider.name}
          </span>
        </Link>{' '}
        <span className={css.none}>
          <Time at={pact.createdAt} />
        </span>
      </td>
      <td role="cell">
        <Explain row={row} />
      </td>
    </tr>
  )
}

/** Contracts with what versions of their provider found, newest first. */
export function RowList({ rows }: { readonly rows: readonly MatrixRow[] }) {
  return (
    <table role="table" className={table.table}>
      <caption className="visually-hidden">Contracts with their results</caption>
      <TableHead names={['Result', 'Consumer', 'Provider', 'Verified', 'Published', 'More']} />
      <tbody role="rowgroup">
        {rows.map((row) => (
          <Row key={JSON.stringify(cellOf(row))} row={row} />
        ))}
      </tbody>
    </table>
  )
}
