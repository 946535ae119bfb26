import type { ContentResult } from '@tallystick/client/wire'
import { Link } from '@tanstack/react-router'
import { ExternalLink } from '../../components/ExternalLink.tsx'
import { StateMark } from '../../components/StateMark.tsx'
import { TableHead } from '../../components/TableHead.tsx'
import table from '../../components/table.module.css'
import { Time } from '../../components/Time.tsx'
import { VersionText } from '../../components/VersionText.tsx'
import type { Content } from './queries.ts'
import { stateOf } from './verdicts.ts'

interface ResultTableProps {
  readonly content: Content
  readonly results: readonly ContentResult[]
}

function Row({ content, result }: { readonly content: Content; readonly result: ContentResult }) {
  const { number, providerVersion, verifiedAt, buildUrl, verifiedBy } = result
  return (
    <tr role="row">
      <td role="cell">
        <StateMark state={stateOf(result)} />
      </td>
      <th role="rowheader" scope="row">
        <VersionText version={providerVersion} />
      </th>
      <td role="cell">
        <Time at={verifiedAt} />
      </td>
      <td role="cell" data-name="By">
        {[verifiedBy.implementation, verifiedBy.version].filter(Boolean).join(' ') || '–'}
      </td>
      <td role="cell">{buildUrl !== null && <ExternalLink url={buildUrl}>Build</ExternalLink>}</td>
      <td role="cell">
        <Link
          to="/pacts/provider/$provider/consumer/$consumer/pact-version/$sha/verification-results/$number"
          params={{ ...content, number: String(number) }}
        >
          Result {number}
        </Link>
      </td>
    </tr>
  )
}

/** What the provider found for this contract, the newest first. */
export function ResultTable({ content, results }: ResultTableProps) {
  return (
    <table role="table" className={table.table}>
      <caption className="visually-hidden">Verification results</caption>
      <TableHead names={['Result', `Version of ${content.provider}`, 'Verified', 'By', 'Build', 'More']} />
      <tbody role="rowgroup">
        {results.map((result) => (
          <Row key={result.number} content={content} result={result} />
        ))}
      </tbody>
    </table>
  )
}
