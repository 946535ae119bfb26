import type { Webhook } from '@tallystick/client/wire'
import { ArrowRight } from 'lucide-react'
import { scopeWords } from './scope-words.ts'
import css from './Deliveries.module.css'

/** Whose events a webhook is for. */
export function Scopes({ consumer, provider }: Pick<Webhook, 'consumer' | 'provider'>) {
  return (
    <span className={css.scopes}>
      For {scopeWords('consumer', consumer)} <ArrowRight size={14} aria-label="and" />{' '}
      {scopeWords('provider', provider)}
    </span>
  )
}
