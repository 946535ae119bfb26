import { Link } from '@tanstack/react-router'
import { Mismatches } from '../../components/Mismatches.tsx'
import { Time } from '../../components/Time.tsx'
import { VersionText } from '../../components/VersionText.tsx'
import type { Pair } from './queries.ts'
import type { InteractionResult } from './verdicts.ts'
import css from './Interaction.module.css'

interface OutcomeProps {
  readonly pair: Pair
  readonly result: InteractionResult
}

/** What the provider found last for an interaction. */
export function InteractionOutcome({ pair, result }: OutcomeProps) {
  if (result === null) return <p className={css.soft}>{pair.provider} has not told whether it keeps this.</p>
  const { success, number, sha, providerVersion, verifiedAt, mismatches } = result
  return (
    <>
      <p className={css.soft}>
        {success ? 'Kept' : 'Not kept'} by {pair.provider} <VersionText version={providerVersion} />{' '}
        <Time at={verifiedAt} />
        {' · '}
        <Link
          to="/pacts/provider/$provider/consumer/$consumer/pact-version/$sha/verification-results/$number"
          params={{ ...pair, sha, number: String(number) }}
        >
          The whole result
        </Link>
      </p>
      {!success && <Mismatches mismatches={mismatches} />}
    </>
  )
}
