import type { DeploymentAnswer } from '@tallystick/client'
import { useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { CircleAlert, CircleCheck, CircleFadingArrowUp, CircleHelp, CircleX, Info, type LucideIcon } from 'lucide-react'
import { ApplicationLink } from '../../components/ApplicationLink.tsx'
import { Command } from '../../components/Command.tsx'
import { StateMark } from '../../components/StateMark.tsx'
import { Time } from '../../components/Time.tsx'
import { deploymentQuery } from './queries.ts'
import type { Question } from './search.ts'
import { AllowIt } from './AllowIt.tsx'
import { OverrideNote } from './OverrideNote.tsx'
import { type Verdict, verdictOf, verdictText, versionOf } from './verdict.ts'
import css from './Answer.module.css'

const icons: Readonly<Record<Verdict, LucideIcon>> = {
  yes: CircleCheck,
  allowed: CircleFadingArrowUp,
  no: CircleX,
  unknown: CircleHelp,
}

type Reason = NonNullable<DeploymentAnswer['reasons']>[number]

const reasonIcons: Readonly<Record<Reason['type'], LucideIcon>> = {
  success: CircleCheck,
  info: Info,
  warning: CircleAlert,
  error: CircleX,
}

function Reasons({ reasons }: { readonly reasons: readonly Reason[] }) {
  return (
    <ul className={css.reasons}>
      {reasons.map(({ code, type, message, next }) => {
        const Icon = reasonIcons[type]
        return (
          <li key={`${code} ${message}`} className={css[type]}>
            <Icon size={18} aria-hidden />
            <div>
              <p>{message}</p>
              {next && (
                <>
                  <p className={css.next}>What to do next</p>
                  <Command text={next} label={`What to do next: ${message}`} />
                </>
              )}
            </div>
          </li>
        )
      })}
    </ul>
  )
}

type Row = DeploymentAnswer['matrix'][number]

function Result({ verificationResult: result }: Row) {
  if (!result) return <StateMark state="unverified" />
  return (
    <span className={css.result}>
      <StateMark state={result.success ? 'verified' : 'failed'} />
      <Time at={result.verifiedAt} />
    </span>
  )
}

function LookedAt({ rows }: { readonly rows: readonly Row[] }) {
  return (
    <div className={css.scroll} tabIndex={0} role="region" aria-label="What was looked at">
      <table className={css.table}>
        <thead>
          <tr>
            {['Consumer', 'Its version', 'Provider', 'Its version', 'Result'].map((name, index) => (
              <th key={`${name} ${index}`} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const { consumer, provider } = row
            const at = { consumer: consumer.name, provider: provider.name, version: consumer.version.number }
            return (
              <tr key={`${at.consumer} ${at.version} ${at.provider} ${provider.version?.number}`}>
                <td>
                  <ApplicationLink name={consumer.name} />
                </td>
                <td>
                  <Link
                    to="/pacts/provider/$provider/consumer/$consumer/version/$version"
                    params={at}
                    aria-label={`The contract of ${at.consumer} ${at.version}`}
                  >
                    <code>{at.version}</code>
                  </Link>
                </td>
                <td>
                  <ApplicationLink name={provider.name} />
                </td>
                <td>{provider.version ? <code>{provider.version.number}</code> : 'None'}</td>
                <td>
                  <Result {...row} />
                  {row.ignored && ' (ignored)'}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

/** The answer in one sentence, why, what to do, and what was looked at. */
export function Answer({ question }: { readonly question: Question }) {
  const { data } = useSuspenseQuery(deploymentQuery(question))
  const verdict = verdictOf(data)
  const Icon = icons[verdict]
  const { override } = data.summary
  const { reasons = [] } = data
  // It is told above, with what one can do about it.
  const allowed = reasons.find(({ code }) => code === 'allowed-by-override')
  const version = versionOf(data, question)
  const { pacticipant, environment } = question
  return (
    <section aria-labelledby="verdict" className={css.answer}>
      <h2 id="verdict" className={`${css.verdict} ${css[verdict]}`}>
        <Icon size={24} aria-hidden />
        {verdictText(verdict, question)}
      </h2>
      {override && <OverrideNote override={override} question={question} next={allowed?.next ?? undefined} />}
      <Reasons reasons={reasons.filter((reason) => reason !== allowed)} />
      {(verdict === 'no' || verdict === 'unknown') && version !== undefined && (
        <AllowIt overridden={{ pacticipant, version, environment }} />
      )}
      <h3>What was looked at</h3>
      {data.matrix.length > 0 ? (
        <LookedAt rows={data.matrix} />
      ) : (
        <p className={css.none}>No contract concerns this version and what is in {question.environment}.</p>
      )}
    </section>
  )
}
