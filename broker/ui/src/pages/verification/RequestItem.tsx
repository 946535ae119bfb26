import type { VerificationRequest } from '@tallystick/client/wire'
import { Link } from '@tanstack/react-router'
import { CircleCheck, CircleDashed, CircleSlash, CircleX, ClockAlert, LoaderCircle } from 'lucide-react'
import { Command } from '../../components/Command.tsx'
import { type Mark, MarkOf } from '../../components/StateMark.tsx'
import { Time } from '../../components/Time.tsx'
import css from './RequestItem.module.css'

function markOf({ status, success }: VerificationRequest): Mark {
  switch (status) {
    case 'overdue':
      return { name: 'Overdue', says: 'Nothing has come of it in time', icon: ClockAlert, tone: 'warn' }
    case 'requested':
      return { name: 'Requested', says: 'Nobody has begun', icon: CircleDashed, tone: 'neutral' }
    case 'started':
      return { name: 'Started', says: 'A build has fetched the contract', icon: LoaderCircle, tone: 'neutral' }
    case 'done':
      if (success === undefined) {
        return { name: 'Not needed', says: 'Nobody needs it any more', icon: CircleSlash, tone: 'neutral' }
      }
      return success
        ? { name: 'Verified', says: 'The provider keeps the contract', icon: CircleCheck, tone: 'good' }
        : { name: 'Failed', says: 'The provider does not keep the contract', icon: CircleX, tone: 'bad' }
  }
}

/** Why this version, since when it is waited for, and what happened last. */
function Since({ request }: { readonly request: VerificationRequest }) {
  const { status, description, requestedAt, startedAt, doneAt, dueAt } = request
  const done = status === 'done' && doneAt
  return (
    <p className={css.since}>
      {description && <span>Why this version: {description}</span>}
      <span>
        Requested <Time at={requestedAt} />
      </span>
      {startedAt && !done && (
        <span>
          Started <Time at={startedAt} />
        </span>
      )}
      {status === 'overdue' && (
        <span className={css.overdue}>
          Due <Time at={dueAt} />
        </span>
      )}
      {done && (
        <span>
          Done <Time at={done} />
        </span>
      )}
    </p>
  )
}

function Links({ request: { consumer, provider, sha, resultNumber } }: { readonly request: VerificationRequest }) {
  const pair = { consumer: consumer.name, provider: provider.name }
  const about = (
    <span className="visually-hidden">{` of ${consumer.name} ${consumer.version} with ${provider.name}`}</span>
  )
  return (
    <p className={css.links}>
      <Link
        to="/pacts/provider/$provider/consumer/$consumer/version/$version"
        params={{ ...pair, version: consumer.version }}
      >
        Contract{about}
      </Link>
      {resultNumber !== undefined && (
        <Link
          to="/pacts/provider/$provider/consumer/$consumer/pact-version/$sha/verification-results/$number"
          params={{ ...pair, sha, number: String(resultNumber) }}
        >
          Result{about}
        </Link>
      )}
      <Link to="/matrix/provider/$provider/consumer/$consumer" params={pair}>
        Matrix{about}
      </Link>
    </p>
  )
}

/** Who waits for whom, since when, and what brings the result. */
export function RequestItem({ request }: { readonly request: VerificationRequest }) {
  const { consumer, provider, next, status } = request
  return (
    <li className={css.request}>
      <div className={css.state}>
        <MarkOf {...markOf(request)} />
      </div>
      <div className={css.words}>
        <p className={css.what}>
          <strong>
            {provider.name} <code>{provider.version}</code>
          </strong>{' '}
          {status === 'done' ? 'was to verify' : 'is to verify'} the contract of{' '}
          <strong>
            {consumer.name} <code>{consumer.version}</code>
          </strong>
        </p>
        <Since request={request} />
        <Links request={request} />
        {next !== undefined && (
          <Command
            text={next}
            label={`Verify the contract of ${consumer.name} with ${provider.name} ${provider.version}`}
          />
        )}
      </div>
    </li>
  )
}
