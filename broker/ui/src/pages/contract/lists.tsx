import type { Page } from '@tallystick/client/wire'
import { useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Command } from '../../components/Command.tsx'
import { Pager } from '../../components/Pager.tsx'
import { Message } from '../../components/states.tsx'
import { brokerUrl } from '../../data/broker.ts'
import { type Content, resultsQuery, versionsQuery } from './queries.ts'
import { ResultTable } from './ResultTable.tsx'
import type { ContractView } from './search.ts'
import { VersionTable } from './VersionTable.tsx'

interface ListProps {
  readonly content: Content
  readonly page: number | undefined
}

interface PartPagerProps {
  readonly page: Page
  readonly of: string
  readonly view: ContractView
}

function PartPager({ page, of, view }: PartPagerProps) {
  return (
    <Pager
      page={page}
      of={of}
      link={(number, text) => (
        <Link to="." search={{ view, page: number > 1 ? number : undefined }}>
          {text}
        </Link>
      )}
    />
  )
}

export function ResultsPage({ content, page }: ListProps) {
  const { data } = useSuspenseQuery(resultsQuery(content, page))
  if (data.page.totalElements === 0) {
    return (
      <Message title="Nobody has verified it yet">
        <p>When a build of {content.provider} replays this contract, its results are here:</p>
        <Command
          label="How to verify the contracts"
          text={`tally verify --broker-base-url ${brokerUrl} --provider '${content.provider}' --provider-base-url <address of ${content.provider}> --provider-version <version> --publish`}
        />
      </Message>
    )
  }
  return (
    <>
      <ResultTable content={content} results={data._embedded.verificationResults} />
      <PartPager page={data.page} of="results" view="results" />
    </>
  )
}

export function VersionsPage({ content, page }: ListProps) {
  const { data } = useSuspenseQuery(versionsQuery(content, page))
  return (
    <>
      <VersionTable content={content} versions={data._embedded.versions} />
      <PartPager page={data.page} of="versions" view="versions" />
    </>
  )
}
