import { type ResultDetails, pages } from '@tallystick/client/wire'
import { Link } from '@tanstack/react-router'
import { CircleDashed } from 'lucide-react'
import { Mismatches } from '../../components/Mismatches.tsx'
import { MarkOf, StateMark } from '../../components/StateMark.tsx'
import { routePath } from '../../paths.ts'
import type { ResultAddress } from './queries.ts'
import css from './Result.module.css'

interface InteractionFindingProps {
  readonly interaction: ResultDetails['_embedded']['interactions'][number]
  readonly address: ResultAddress
}

const untold = {
  name: 'Not told',
  says: 'The tool that verified did not say it of this interaction',
  icon: CircleDashed,
  tone: 'neutral',
} as const

/** An interaction, and what was found for it. */
export function InteractionFinding({ interaction, address }: InteractionFindingProps) {
  const { id, description, providerStates, method, path, result } = interaction
  const states = providerStates.map(({ name }) => name)
  return (
    <li>
      <div className={css.title}>
        <h3>
          <Link to={routePath(pages.contractContent)} params={address} hash={`interaction-${id.slice(0, 12)}`}>
            {description || 'Without a description'}
          </Link>
        </h3>
        <code className={css.call}>{method === null ? 'Message' : `${method} ${path}`}</code>
        {states.length > 0 && <p className={css.soft}>Given {states.join(' and ')}</p>}
      </div>
      <span className={css.mark}>
        {result === null ? <MarkOf {...untold} /> : <StateMark state={result.success ? 'verified' : 'failed'} />}
      </span>
      {result && !result.success && (
        <div className={css.mismatches}>
          <Mismatches mismatches={result.mismatches} />
        </div>
      )}
    </li>
  )
}
