import type { TriggeredWebhookDetails, Webhook } from '@tallystick/client/wire'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Button } from '../../components/Button.tsx'
import { CodeBlock } from '../../components/CodeBlock.tsx'
import { Dialog, DialogActions } from '../../components/Dialog.tsx'
import { Loading } from '../../components/Loading.tsx'
import { Failure } from '../../components/Problems.tsx'
import { MarkOf } from '../../components/StateMark.tsx'
import { Time } from '../../components/Time.tsx'
import { broker } from '../../data/broker.ts'
import { useChange } from '../../data/use-change.ts'
import { nameOfEvent } from './events.ts'
import { requestText, responseText } from './http-text.ts'
import { deliveryMarks } from './marks.ts'
import { deliveryQuery } from './queries.ts'
import { useMayChange } from './use-may-change.ts'
import exchange from './Exchange.module.css'
import css from './Deliveries.module.css'

type AttemptMade = TriggeredWebhookDetails['executions'][number]

function Attempt({ attempt }: { readonly attempt: AttemptMade }) {
  const { request, response, error, logs, durationMs, createdAt } = attempt
  return (
    <li className={exchange.exchange}>
      <p className={css.heading}>
        <strong>{request ? `Attempt ${attempt.attempt}` : `Before attempt ${attempt.attempt}`}</strong>
        <span className={css.soft}>
          <Time at={createdAt} />
          {durationMs !== undefined && `, took ${durationMs} ms`}
        </span>
      </p>
      {error && <p className={exchange.error}>{error}</p>}
      {request && (
        <>
          <h3>Request</h3>
          <CodeBlock label={`The request of attempt ${attempt.attempt}`} language="http" text={requestText(request)} />
        </>
      )}
      {response && (
        <>
          <h3>Response</h3>
          <CodeBlock
            label={`The response of attempt ${attempt.attempt}`}
            language="http"
            text={responseText(response)}
          />
          {!response.headers && (
            <p className={exchange.soft}>
              Headers and body are shown only where the broker’s configuration lists the hosts that webhooks may call.
            </p>
          )}
        </>
      )}
      {logs && (
        <details>
          <summary>Log</summary>
          <CodeBlock label={`The log of attempt ${attempt.attempt}`} text={logs} />
        </details>
      )}
    </li>
  )
}

function Details({ delivery }: { readonly delivery: TriggeredWebhookDetails }) {
  const { status, triggeredAt, paused, nextAttemptAt, redeliveryOf, executions, consumerName, providerName } = delivery
  return (
    <>
      <p className={css.facts}>
        <MarkOf {...deliveryMarks[status]} />
        {consumerName && providerName && (
          <span>
            {consumerName} for {providerName}
          </span>
        )}
        <span className={css.soft}>
          {redeliveryOf ? 'Delivered again ' : 'Triggered '}
          <Time at={triggeredAt} />
        </span>
        {nextAttemptAt && (
          <span className={css.soft}>
            Next attempt <Time at={nextAttemptAt} />
          </span>
        )}
      </p>
      {paused && <p className={exchange.soft}>It waits: {paused.reason}</p>}
      {executions.length === 0 && <p>It is about to be sent.</p>}
      <ol className={css.attempts}>
        {executions.toReversed().map((attempt) => (
          <Attempt key={`${attempt.attempt} ${attempt.createdAt}`} attempt={attempt} />
        ))}
      </ol>
    </>
  )
}

interface DeliveryDialogProps {
  readonly uuid: string
  readonly webhook: Webhook
  readonly page: number | undefined
}

/** One delivery with its attempts, the newest first. It has an address, as the list behind it. */
export function DeliveryDialog({ uuid, webhook, page }: DeliveryDialogProps) {
  const { data: delivery, error } = useQuery(deliveryQuery(uuid))
  const navigate = useNavigate()
  const refusal = useMayChange(webhook)
  const canBeRepeated = webhook.enabled
  const show = (search: { page?: number | undefined; delivery?: string }) =>
    void navigate({
      to: '/webhooks/$uuid',
      params: { uuid: webhook.uuid },
      search: { part: 'deliveries', ...search },
      resetScroll: false,
    })
  const repeating = useChange(
    () => broker.redeliverWebhook(uuid),
    (repeated) => show({ delivery: repeated.uuid }),
  )
  const failure = repeating.error ?? error
  return (
    <Dialog
      title={delivery ? nameOfEvent(delivery.eventName) : 'Delivery'}
      size="wide"
      isOpen
      onClose={() => show({ page })}
    >
      {delivery === undefined && !error && <Loading />}
      {delivery === null && <p>There is no such delivery. Deliveries are kept for a limited time.</p>}
      {delivery && <Details delivery={delivery} />}
      <Failure error={failure} />
      <DialogActions>
        {!canBeRepeated && <p className={exchange.soft}>Enable the webhook to have this delivered again.</p>}
        <Button onPress={() => show({ page })}>Close</Button>
        {delivery && (
          <Button
            look="primary"
            refusal={refusal}
            isDisabled={!canBeRepeated}
            isPending={repeating.isPending}
            onPress={() => repeating.mutate()}
          >
            Redeliver
          </Button>
        )}
      </DialogActions>
    </Dialog>
  )
}
