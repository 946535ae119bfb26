import { useSuspenseInfiniteQuery, useSuspenseQueries } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { PageHeader } from '../../components/PageHeader.tsx'
import { Message } from '../../components/states.tsx'
import { Changes } from './Changes.tsx'
import { Chooser } from './Chooser.tsx'
import { versionOf } from './names.ts'
import { type Pair, type Question, contractPaths, contractQuery, versionsQuery } from './queries.ts'
import type { DiffSearch } from './search.ts'

interface ComparisonProps {
  readonly question: Question
  readonly search: DiffSearch
}

function Missing({ question, isAfter }: { readonly question: Question; readonly isAfter: boolean }) {
  const { consumer, provider } = question
  const asked = 'sha' in question ? undefined : isAfter ? question.version : question.otherVersion
  const what = asked === undefined ? 'a contract with that content' : `a contract of version ${asked}`
  return (
    <Message
      title="There is no such contract"
      actions={
        <Link to="/pacts/provider/$provider/consumer/$consumer/latest" params={{ consumer, provider }}>
          To the newest contract
        </Link>
      }
    >
      <p>
        {consumer} has never published {what} with {provider}, or it has been deleted. Choose another version.
      </p>
    </Message>
  )
}

function First({ pair, version }: { readonly pair: Pair; readonly version: string }) {
  return (
    <Message
      title="There is nothing before it"
      role="status"
      actions={
        <Link to="/pacts/provider/$provider/consumer/$consumer/version/$version" params={{ ...pair, version }}>
          To the contract
        </Link>
      }
    >
      <p>
        No version of {pair.consumer} before {version} has a contract with {pair.provider} that says something else.
      </p>
    </Message>
  )
}

const titleOf = (from: string | undefined, to: string | undefined) =>
  from === undefined
    ? `What changes with ${to ?? 'this contract'}`
    : `What changes from ${from} to ${to ?? 'this contract'}`

function useContracts(question: Question) {
  const pair = { consumer: question.consumer, provider: question.provider }
  // Everything is asked for at once.
  const [before, after] = contractPaths(question)
  const contracts = useSuspenseQueries({ queries: [contractQuery(before), contractQuery(after)] })
  const { data, hasNextPage, fetchNextPage } = useSuspenseInfiniteQuery(versionsQuery(pair))
  return {
    before: contracts[0].data,
    after: contracts[1].data,
    grids: data.pages,
    onOlder: hasNextPage ? () => void fetchNextPage() : undefined,
  }
}

/** What the address says of the versions, where there is no contract that does. */
function askedIn(question: Question): readonly [from: string | undefined, to: string | undefined] {
  return 'sha' in question ? [undefined, undefined] : [question.otherVersion, question.version]
}

/** A contract, compared with another one of the pair. */
export function Comparison({ question, search }: ComparisonProps) {
  const { consumer, provider } = question
  const pair = { consumer, provider }
  const { before, after, grids, onOlder } = useContracts(question)
  const asked = askedIn(question)
  const [from, to] = [versionOf(before) ?? asked[0], versionOf(after) ?? asked[1]]
  const isFirst = after !== null && before === null && !('sha' in question) && question.otherVersion === undefined
  return (
    <>
      <PageHeader
        title={titleOf(from, to)}
        above={
          <Link to="/pacts/provider/$provider/consumer/$consumer/latest" params={pair}>
            {consumer} for {provider}
          </Link>
        }
      />
      <Chooser
        pair={pair}
        before={from}
        after={to}
        versions={grids.flatMap((grid) => grid.consumer.versions)}
        search={search}
        onOlder={onOlder}
      />
      {before && after ? (
        <Changes pair={pair} before={before} after={after} grids={grids} search={search} />
      ) : isFirst ? (
        <First pair={pair} version={question.version} />
      ) : (
        <Missing question={question} isAfter={after === null} />
      )}
    </>
  )
}
