import type { CellOfMatrix } from '@tallystick/client'
import type { MatrixCell } from '@tallystick/client/wire'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { X } from 'lucide-react'
import { type RefObject, useId } from 'react'
import { Popover } from 'react-aria-components'
import { Button } from '../../components/Button.tsx'
import { Command } from '../../components/Command.tsx'
import { ExternalLink } from '../../components/ExternalLink.tsx'
import { Loading } from '../../components/Loading.tsx'
import { StateMark } from '../../components/StateMark.tsx'
import { Failure } from '../../components/Problems.tsx'
import { Time } from '../../components/Time.tsx'
import { contentSentence, pendingSentence, resultSentence } from './explain.ts'
import { cellQuery } from './queries.ts'
import css from './Explanation.module.css'

function Facts({ cell: { consumer, contract, result } }: { readonly cell: MatrixCell }) {
  return (
    <dl className={css.facts}>
      {result && (
        <div>
          <dt>Verified</dt>
          <dd>
            <Time at={result.verifiedAt} />
            {result.buildUrl !== null && (
              <>
                {' by '}
                <ExternalLink url={result.buildUrl}>this build</ExternalLink>
              </>
            )}
          </dd>
        </div>
      )}
      <div>
        <dt>Published</dt>
        <dd>
          <Time at={contract.publishedAt} /> by <code>{consumer.version}</code>
        </dd>
      </div>
      <div>
        <dt>Content</dt>
        <dd>
          <code title={contract.sha}>{contract.sha.slice(0, 8)}</code>
        </dd>
      </div>
    </dl>
  )
}

function Links({ cell: { consumer, provider, contract, result } }: { readonly cell: MatrixCell }) {
  const pair = { consumer: consumer.name, provider: provider.name }
  return (
    <p className={css.links}>
      <Link
        to="/pacts/provider/$provider/consumer/$consumer/version/$version"
        params={{ ...pair, version: consumer.version }}
      >
        Contract
      </Link>
      <Link
        to="/pacts/provider/$provider/consumer/$consumer/version/$version/diff/previous-distinct"
        params={{ ...pair, version: consumer.version }}
      >
        What changed
      </Link>
      {result && (
        <Link
          to="/pacts/provider/$provider/consumer/$consumer/pact-version/$sha/verification-results/$number"
          params={{ ...pair, sha: contract.sha, number: String(result.number) }}
        >
          Result
        </Link>
      )}
    </p>
  )
}

function Explained({ cell }: { readonly cell: MatrixCell }) {
  const { result, next } = cell
  const sentences = [contentSentence(cell), pendingSentence(cell)].filter((sentence) => sentence !== undefined)
  return (
    <>
      <p className={css.result}>{resultSentence(cell)}</p>
      {sentences.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      <Facts cell={cell} />
      <Links cell={cell} />
      {next !== null && (
        <div className={css.next}>
          <p>{result ? 'See what does not fit, where the provider is:' : 'Bring the result, where the provider is:'}</p>
          <Command text={next} label={result ? 'See what does not fit' : 'Bring the result'} />
        </div>
      )}
    </>
  )
}

function stateOf({ result }: MatrixCell) {
  if (result === null) return 'unverified'
  if (result.success) return 'verified'
  return result.isPending ? 'pending' : 'failed'
}

function Content({ at }: { readonly at: CellOfMatrix }) {
  const { data: cell, error } = useQuery(cellQuery(at))
  if (cell) {
    return (
      <>
        <StateMark state={stateOf(cell)} />
        <Explained cell={cell} />
      </>
    )
  }
  return error ? <Failure error={error} /> : <Loading />
}

interface ExplanationProps {
  readonly at: CellOfMatrix
  /** Beside which it is shown, and where the focus goes back to. */
  readonly trigger: RefObject<Element | null>
  readonly onClose: () => void
}

/** What a cell of the matrix means, beside it. */
export function Explanation({ at, trigger, onClose }: ExplanationProps) {
  const title = useId()
  return (
    <Popover
      className={css.popover}
      triggerRef={trigger}
      isOpen
      onOpenChange={onClose}
      placement="bottom start"
      aria-labelledby={title}
    >
      <div className={css.content}>
        <div className={css.title}>
          <h2 id={title} className={css.heading}>
            {at.consumer} {at.version} and {at.provider} {at.providerVersion ?? ''}
          </h2>
          <Button look="quiet" aria-label="Close" onPress={onClose}>
            <X size={18} aria-hidden />
          </Button>
        </div>
        <Content at={at} />
      </div>
    </Popover>
  )
}
