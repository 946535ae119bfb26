import type { ContentVersions } from '@tallystick/client/wire'
import { Link } from '@tanstack/react-router'
import { ExternalLink } from '../../components/ExternalLink.tsx'
import { TableHead } from '../../components/TableHead.tsx'
import table from '../../components/table.module.css'
import { Time } from '../../components/Time.tsx'
import type { Content } from './queries.ts'

interface VersionTableProps {
  readonly content: Content
  readonly versions: ContentVersions['_embedded']['versions']
}

/** The versions of the consumer whose contract says the same, the newest first. */
export function VersionTable({ content: { consumer, provider }, versions }: VersionTableProps) {
  return (
    <table role="table" className={table.table}>
      <caption className="visually-hidden">Versions of {consumer} with this content</caption>
      <TableHead names={[`Version of ${consumer}`, 'Branch', 'Published', 'Build']} />
      <tbody role="rowgroup">
        {versions.map(({ number, branch, buildUrl, publishedAt }) => (
          <tr key={number} role="row">
            <th role="rowheader" scope="row">
              <Link
                to="/pacts/provider/$provider/consumer/$consumer/version/$version"
                params={{ consumer, provider, version: number }}
              >
                <code>{number}</code>
              </Link>
            </th>
            <td role="cell" data-name="Branch">
              {branch ?? '–'}
            </td>
            <td role="cell" data-name="Published">
              <Time at={publishedAt} />
            </td>
            <td role="cell">{buildUrl !== null && <ExternalLink url={buildUrl}>Build</ExternalLink>}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
