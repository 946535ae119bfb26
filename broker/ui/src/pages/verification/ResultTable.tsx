import type { ListedResult } from '@tallystick/client/wire'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ChevronDown, ChevronRight } from 'lucide-react'
import { useId, useState } from 'react'
import { ApplicationLink } from '../../components/ApplicationLink.tsx'
import { Button } from '../../components/Button.tsx'
import { ExternalLink } from '../../components/ExternalLink.tsx'
import { Loading } from '../../components/Loading.tsx'
import { StateMark } from '../../components/StateMark.tsx'
import { TableHead } from '../../components/TableHead.tsx'
import table from '../../components/table.module.css'
import { Failure } from '../../components/Problems.tsx'
import { Time } from '../../components/Time.tsx'
import { historyQuery } from './queries.ts'
import css from './ResultTable.module.css'

const columns = ['Result', 'Consumer', 'Provider', 'Verified', 'More'] as const

const contentOf = ({ consumer, provider, sha }: ListedResult) => ({
  consumer: consumer.name,
  provider: provider.name,
  sha,
})

function History({ result }: { readonly result: ListedResult }) {
  const content = contentOf(result)
  const { data, error } = useQuery(historyQuery(content))
  if (error) return <Failure error={error} />
  if (!data) return <Loading />
  const older = data.page.totalElements - data._embedded.verificationResults.length
  return (
    <>
      <p className={css.about}>All results for this contract content, newest first:</p>
      <ul className={css.history}>
        {data._embedded.verificationResults.map(
          ({ number, success, pending, providerVersion, verifiedAt, buildUrl }) => (
            <li key={number}>
              <StateMark state={success ? 'verified' : pending ? 'pending' : 'failed'} />
              <span>
                {result.provider.name} <code>{providerVersion.number}</code>
              </span>
              <Time at={verifiedAt} />
              <Link
                to="/pacts/provider/$provider/consumer/$consumer/pact-version/$sha/verification-results/$number"
                params={{ ...content, number: String(number) }}
              >
                Result {number}
              </Link>
              {buildUrl !== null && <ExternalLink url={buildUrl}>Build</ExternalLink>}
            </li>
          ),
        )}
      </ul>
      {older > 0 && (
        <Link to="/pacts/provider/$provider/consumer/$consumer/pact-version/$sha" params={content}>
          {older} older, at the contract
        </Link>
      )}
    </>
  )
}

function Row({ result }: { readonly result: ListedResult }) {
  const [isOpen, setOpen] = useState(false)
  const history = useId()
  const { consumer, provider, success, number, buildUrl, verifiedAt } = result
  const content = contentOf(result)
  const about = `${consumer.name} with ${provider.name} ${provider.version}`
  const Icon = isOpen ? ChevronDown : ChevronRight
  return (
    <>
      <tr role="row">
        <td role="cell">
          <StateMark state={success ? 'verified' : 'failed'} />
        </td>
        <th role="rowheader" scope="row" data-name="Consumer">
          <ApplicationLink name={consumer.name} /> {consumer.version !== null && <code>{consumer.version}</code>}
        </th>
        <td role="cell" data-name="Provider">
          <ApplicationLink name={provider.name} /> <code>{provider.version}</code>
        </td>
        <td role="cell" data-name="Verified">
          <span className={css.links}>
            <Time at={verifiedAt} />
            {buildUrl !== null && <ExternalLink url={buildUrl}>Build</ExternalLink>}
          </span>
        </td>
        <td role="cell">
          <span className={css.links}>
            <Link
              to="/pacts/provider/$provider/consumer/$consumer/pact-version/$sha/verification-results/$number"
              params={{ ...content, number: String(number) }}
            >
              Result<span className="visually-hidden"> of {about}</span>
            </Link>
            <Link to="/pacts/provider/$provider/consumer/$consumer/pact-version/$sha" params={content}>
              Contract<span className="visually-hidden"> of {about}</span>
            </Link>
            <span className={css.button}>
              <Button
                look="quiet"
                aria-label={`History of ${about}`}
                aria-expanded={isOpen}
                aria-controls={isOpen ? history : undefined}
                onPress={() => setOpen(!isOpen)}
              >
                <Icon size={16} aria-hidden /> History
              </Button>
            </span>
          </span>
        </td>
      </tr>
      {isOpen && (
        <tr role="row" id={history}>
          <td role="cell" colSpan={columns.length} className={css.opened}>
            <History result={result} />
          </td>
        </tr>
      )}
    </>
  )
}

export function ResultTable({ results }: { readonly results: readonly ListedResult[] }) {
  return (
    <table role="table" className={table.table}>
      <caption className="visually-hidden">The newest results</caption>
      <TableHead names={columns} />
      <tbody role="rowgroup">
        {results.map((result) => (
          <Row key={JSON.stringify([contentOf(result), result.number])} result={result} />
        ))}
      </tbody>
    </table>
  )
}
