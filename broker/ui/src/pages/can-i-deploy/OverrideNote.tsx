import type { OverrideInForce } from '@tallystick/client/wire'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { Button } from '../../components/Button.tsx'
import { Command } from '../../components/Command.tsx'
import { Time } from '../../components/Time.tsx'
import { useMay } from '../../data/use-may.ts'
import { RevokeDialog } from '../overrides/RevokeDialog.tsx'
import type { Question } from './search.ts'
import css from './Overriding.module.css'

interface OverrideNoteProps {
  readonly override: OverrideInForce
  readonly question: Question
  /** The command that follows from it. */
  readonly next: string | undefined
}

/** By whose word the answer is a yes, why, and for how long. */
export function OverrideNote({ override, question: { pacticipant, environment }, next }: OverrideNoteProps) {
  const [isRevoking, setRevoking] = useState(false)
  const refusal = useMay('administer', { all: [pacticipant] })
  const { reason, createdBy, expiresAt } = override
  return (
    <div className={css.note}>
      <p className={css.reason}>{reason}</p>
      <p className={css.soft}>
        {createdBy} allowed it; it ends <Time at={expiresAt} />.{' '}
        <Link to="/overrides" search={{ pacticipant, environment }}>
          All overrides of {pacticipant} here
        </Link>
      </p>
      {next !== undefined && <Command text={next} label="What to do next" />}
      <div>
        <Button refusal={refusal} onPress={() => setRevoking(true)}>
          Revoke the override
        </Button>
      </div>
      {isRevoking && <RevokeDialog override={override} onClose={() => setRevoking(false)} />}
    </div>
  )
}
