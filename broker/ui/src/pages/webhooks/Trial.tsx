import type { Webhook } from '@tallystick/client/wire'
import { useMutation } from '@tanstack/react-query'
import { Button } from '../../components/Button.tsx'
import { Failure } from '../../components/Problems.tsx'
import { broker } from '../../data/broker.ts'
import { Execution } from './Execution.tsx'
import { useMayChange } from './use-may-change.ts'
import css from './Exchange.module.css'

/** Tries a webhook out as it is saved. */
export function Trial({ webhook }: { readonly webhook: Webhook }) {
  const { uuid, request } = webhook
  const refusal = useMayChange(webhook)
  const trial = useMutation({ mutationFn: () => broker.testWebhook(uuid) })
  return (
    <div className={css.trial}>
      <p>
        The webhook is sent once, now, as it is saved: with the newest contract and result that fit it, or with made-up
        values where there are none. It does not show among its deliveries.
      </p>
      <Button look="primary" refusal={refusal} isPending={trial.isPending} onPress={() => trial.mutate()}>
        {trial.isPending ? 'Waiting for the answer' : trial.data ? 'Send it again' : 'Send it now'}
      </Button>
      <Failure error={trial.error} />
      {trial.data && <Execution execution={trial.data} method={request.method} />}
    </div>
  )
}
