import { type Contract, paths } from '@tallystick/client/wire'
import { useSuspenseQueries } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import { CodeBlock } from '../../components/CodeBlock.tsx'
import tabs from '../../components/tabs.module.css'
import { apiHref } from '../../paths.ts'
import { ContractHeader } from './ContractHeader.tsx'
import { Interactions } from './Interactions.tsx'
import { ResultsPage, VersionsPage } from './lists.tsx'
import {
  type ContractAddress,
  identityOf,
  interactionResultsQuery,
  publisherQuery,
  resultsQuery,
  versionsQuery,
} from './queries.ts'
import { readContract } from './reading/contract.ts'
import type { ContractSearch, ContractView as View } from './search.ts'
import css from './ContractView.module.css'

/** Longer text is not coloured: it would keep the reader waiting. */
const LONG = 300_000

/** By the broker. */
const ADDED: ReadonlySet<string> = new Set(['createdAt', 'updatedAt', '_links'])

interface ContractViewProps {
  readonly address: ContractAddress
  readonly contract: Contract
  readonly search: ContractSearch
}

/** The name of what a link leads to. */
interface TabsProps {
  readonly current: View | undefined
  readonly counts: { readonly interactions: number; readonly results: number; readonly versions: number }
}

function Tabs({ current, counts }: TabsProps) {
  const parts: readonly (readonly [view: View | undefined, name: string])[] = [
    [undefined, `Interactions (${counts.interactions})`],
    ['results', `Results (${counts.results})`],
    ['versions', `Same content (${counts.versions})`],
    ['json', 'JSON'],
  ]
  return (
    <nav aria-label="Parts of the contract" className={tabs.tabs}>
      {parts.map(([view, name]) => (
        <Link
          key={name}
          to="."
          search={{ view }}
          className={tabs.tab}
          activeOptions={{ exact: true, explicitUndefined: true }}
          aria-current={view === current ? 'page' : undefined}
        >
          {name}
        </Link>
      ))}
    </nav>
  )
}

function Json({
  contract,
  version,
  address,
}: {
  readonly contract: Contract
  readonly version: string
  readonly address: ContractAddress
}) {
  const said = Object.entries(contract).filter(([name]) => !ADDED.has(name))
  const text = JSON.stringify(Object.fromEntries(said), null, 2)
  const { consumer, provider } = address
  return (
    <>
      <p className={css.letter}>
        <a href={apiHref(paths.pactAlias, { consumer, provider, version })}>As the API gives it, to the letter</a>
      </p>
      <CodeBlock text={text} label="The contract as JSON" {...(text.length < LONG && { language: 'json' })} />
    </>
  )
}

/** A contract in its parts. All that it needs besides its content is read at once. */
export function ContractView({ address, contract, search }: ContractViewProps) {
  const { consumer, provider } = address
  const { version, content } = identityOf(contract, { consumer, provider })
  const { view, page } = search
  const [{ data: publisher }, { data: newest }, { data: versions }, { data: results }] = useSuspenseQueries({
    queries: [
      publisherQuery(consumer, version),
      resultsQuery(content),
      versionsQuery(content),
      interactionResultsQuery(content),
    ],
  })
  const read = useMemo(() => readContract(contract), [contract])
  const counts = {
    interactions: read.interactions.length,
    results: newest.page.totalElements,
    versions: versions.page.totalElements,
  }
  return (
    <>
      <ContractHeader
        content={content}
        contract={contract}
        read={read}
        version={version}
        publisher={publisher}
        newest={newest._embedded.verificationResults[0]}
      />
      <Tabs current={view} counts={counts} />
      {view === undefined && (
        <Interactions pair={{ consumer, provider }} contract={read} results={results} search={search} />
      )}
      {view === 'results' && <ResultsPage content={content} page={page} />}
      {view === 'versions' && <VersionsPage content={content} page={page} />}
      {view === 'json' && <Json contract={contract} version={version} address={address} />}
    </>
  )
}
