import type { IntegrationState } from '@tallystick/client/wire'
import { CircleCheck, CircleDashed, CircleX, ClockAlert, Hourglass, type LucideIcon } from 'lucide-react'
import css from './StateMark.module.css'

export interface Mark {
  readonly name: string
  /** The sentence that says what it means. */
  readonly says: string
  readonly icon: LucideIcon
  readonly tone: 'good' | 'bad' | 'warn' | 'neutral'
}

/** Told by word and shape as well as by colour. */
export const stateMarks: Readonly<Record<IntegrationState, Mark>> = {
  failed: { name: 'Failed', says: 'The provider does not keep the contract', icon: CircleX, tone: 'bad' },
  overdue: { name: 'Overdue', says: 'A result is waited for, for too long', icon: ClockAlert, tone: 'warn' },
  unverified: { name: 'Not verified', says: 'The provider has never verified it', icon: CircleDashed, tone: 'neutral' },
  pending: {
    name: 'Pending',
    says: 'It failed, but never was verified before: it stops nobody',
    icon: Hourglass,
    tone: 'warn',
  },
  verified: { name: 'Verified', says: 'The provider keeps the contract', icon: CircleCheck, tone: 'good' },
}

export function StateMark({ state }: { readonly state: IntegrationState }) {
  return <MarkOf {...stateMarks[state]} />
}

/** How anything stands. */
export function MarkOf({ name, says, icon: Icon, tone }: Mark) {
  return (
    <span className={`${css.mark} ${css[tone]}`} title={says}>
      <Icon size={16} aria-hidden />
      {name}
    </span>
  )
}
