import type { TargetPause, Webhook } from '@tallystick/client/wire'
import { CirclePause } from 'lucide-react'
import { Button } from '../../components/Button.tsx'
import { Failure } from '../../components/Problems.tsx'
import { Time } from '../../components/Time.tsx'
import { broker } from '../../data/broker.ts'
import { useChange } from '../../data/use-change.ts'
import { useMayChange } from './use-may-change.ts'
import css from './Circuit.module.css'

interface CircuitProps {
  readonly webhook: Webhook
  readonly pause: TargetPause
}

/** That the target of a webhook is left alone, until when, and what can be done about it. */
export function Circuit({ webhook, pause: { until, reason } }: CircuitProps) {
  const refusal = useMayChange(webhook)
  const resuming = useChange(() => broker.resumeWebhook(webhook.uuid))
  return (
    <section className={css.circuit} aria-labelledby="webhook-paused">
      <CirclePause size={20} aria-hidden />
      <div className={css.words}>
        <h2 id="webhook-paused">
          Paused: tried again <Time at={until} />
        </h2>
        <p>{reason}</p>
        <p>What is to be delivered waits, and no attempt is used up. If the target works again, have it tried now.</p>
        <Failure error={resuming.error} />
      </div>
      <Button refusal={refusal} isPending={resuming.isPending} onPress={() => resuming.mutate()}>
        Try it now
      </Button>
    </section>
  )
}
