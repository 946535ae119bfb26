import type { TargetPause } from '@tallystick/client/wire'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { CirclePause } from 'lucide-react'
import { Button } from '../../components/Button.tsx'
import { Time } from '../../components/Time.tsx'
import { broker } from '../../data/broker.ts'
import css from './Circuit.module.css'

interface CircuitProps {
  readonly uuid: string
  readonly pause: TargetPause
}

/** That the target of a webhook is left alone, until when, and what can be done about it. */
export function Circuit({ uuid, pause: { until, reason } }: CircuitProps) {
  const queries = useQueryClient()
  const resuming = useMutation({
    mutationFn: () => broker.resumeWebhook(uuid),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['webhooks'] }),
  })
  return (
    <section className={css.circuit} aria-labelledby="webhook-paused">
      <CirclePause size={20} aria-hidden />
      <div className={css.words}>
        <h2 id="webhook-paused">
          Paused: tried again <Time at={until} />
        </h2>
        <p>{reason}</p>
        <p>What is to be delivered waits, and no attempt is used up. If the target works again, have it tried now.</p>
        {resuming.error && <p role="alert">{resuming.error.message}</p>}
      </div>
      <Button isDisabled={resuming.isPending} onPress={() => resuming.mutate()}>
        Try it now
      </Button>
    </section>
  )
}
