import type { DeploymentAnswer } from '@tallystick/client'
import { useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { CircleCheck, CircleFadingArrowUp, CircleHelp, CircleX } from 'lucide-react'
import { Command } from '../../components/Command.tsx'
import { Message } from '../../components/states.tsx'
import { LimitNote } from './LimitNote.tsx'
import { matrixQuery } from './queries.ts'
import { RowList } from './RowList.tsx'
import type { MatrixSearch } from './search.ts'
import css from './Answer.module.css'

const verdicts = {
  yes: { text: 'These versions work together', icon: CircleCheck },
  allowed: { text: 'Allowed by an override', icon: CircleFadingArrowUp },
  no: { text: 'These versions do not work together', icon: CircleX },
  unknown: { text: 'Results are missing', icon: CircleHelp },
} as const

function verdictOf({ summary: { deployable, override } }: DeploymentAnswer): keyof typeof verdicts {
  if (override) return 'allowed'
  if (deployable === null) return 'unknown'
  return deployable ? 'yes' : 'no'
}

function Summary({ answer }: { readonly answer: DeploymentAnswer }) {
  const verdict = verdictOf(answer)
  const { text, icon: Icon } = verdicts[verdict]
  const { success, failed, unknown, ignored } = answer.summary
  const counts = [`${success} verified`, `${failed} failed`, `${unknown} not verified`]
  return (
    <div className={css.summary}>
      <h2 className={css[verdict]}>
        <Icon size={20} aria-hidden /> {text}
      </h2>
      <p className={css.counts}>{[...counts, ...(ignored ? [`${ignored} left out`] : [])].join(' · ')}</p>
    </div>
  )
}

function Reasons({ answer }: { readonly answer: DeploymentAnswer }) {
  const reasons = answer.reasons ?? []
  return (
    <ul className={css.reasons}>
      {reasons.map(({ code, message, next }) => (
        <li key={`${code} ${message}`}>
          <p>{message}</p>
          {next && <Command text={next} label={`What to do next: ${message}`} />}
        </li>
      ))}
    </ul>
  )
}

/** Whether they work together, why, and the rows that it rests on. */
export function Answer({ search }: { readonly search: MatrixSearch }) {
  const { data } = useSuspenseQuery(matrixQuery(search))
  return (
    <section className={css.answer}>
      <Summary answer={data} />
      <Reasons answer={data} />
      {data.matrix.length > 0 ? (
        <>
          <RowList rows={data.matrix} />
          <LimitNote
            count={data.matrix.length}
            limit={search.limit}
            more={(limit, text) => (
              <Link to="/matrix" search={{ ...search, limit }}>
                {text}
              </Link>
            )}
          />
        </>
      ) : (
        <Message title="There are no rows" role="status">
          <p>No contract between these versions is asked for here. More versions may have one: ask for all of them.</p>
        </Message>
      )}
    </section>
  )
}
