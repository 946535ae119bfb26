import type { TriggeredWebhook, Webhook } from '@tallystick/client/wire'
import { useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ArrowRight } from 'lucide-react'
import { Pager } from '../../components/Pager.tsx'
import { MarkOf } from '../../components/StateMark.tsx'
import { Message } from '../../components/states.tsx'
import { Time } from '../../components/Time.tsx'
import { DeliveryDialog } from './DeliveryDialog.tsx'
import { nameOfEvent } from './events.ts'
import { deliveryMarks } from './marks.ts'
import { deliveriesQuery } from './queries.ts'
import { TableHead } from '../../components/TableHead.tsx'
import table from '../../components/table.module.css'
import css from './Deliveries.module.css'

interface DeliveriesProps {
  readonly webhook: Webhook
  readonly page: number | undefined
  /** The one that is looked at. */
  readonly delivery: string | undefined
}

function Pair({ delivery: { consumerName, providerName } }: { readonly delivery: TriggeredWebhook }) {
  if (!consumerName || !providerName) return <span className={css.soft}>No contract</span>
  return (
    <span className={css.pair}>
      {consumerName} <ArrowRight size={14} aria-label="for" /> {providerName}
    </span>
  )
}

function Attempts({ delivery }: { readonly delivery: TriggeredWebhook }) {
  const { attemptsMade, attemptsRemaining, nextAttemptAt, paused } = delivery
  return (
    <>
      {attemptsRemaining === 0 ? attemptsMade : `${attemptsMade} of ${attemptsMade + attemptsRemaining}`}
      {nextAttemptAt && (
        <span className={css.next}>
          {paused ? 'Target paused, next' : 'Next'} <Time at={nextAttemptAt} />
        </span>
      )}
    </>
  )
}

interface RowProps {
  readonly delivery: TriggeredWebhook
  readonly uuid: string
  readonly page: number | undefined
}

function Row({ delivery, uuid, page }: RowProps) {
  return (
    <tr role="row">
      <td role="cell">
        <MarkOf {...deliveryMarks[delivery.status]} />
      </td>
      <th role="rowheader" scope="row">
        <Link to="/webhooks/$uuid" params={{ uuid }} search={{ part: 'deliveries', page, delivery: delivery.uuid }}>
          {nameOfEvent(delivery.eventName)}
        </Link>
        {delivery.redeliveryOf && <span className={css.next}>Delivered again</span>}
      </th>
      <td role="cell" data-name="About">
        <Pair delivery={delivery} />
      </td>
      <td role="cell" data-name="Attempts">
        <Attempts delivery={delivery} />
      </td>
      <td role="cell" data-name="Triggered">
        <Time at={delivery.triggeredAt} />
      </td>
    </tr>
  )
}

/** What a webhook has sent, page by page, and one of it with everything that happened. */
export function Deliveries({ webhook, page, delivery }: DeliveriesProps) {
  const { uuid } = webhook
  const { data } = useSuspenseQuery(deliveriesQuery(uuid, page))
  const deliveries = data._embedded.triggeredWebhooks
  return (
    <>
      {deliveries.length === 0 ? (
        <Message title="Nothing has been sent yet">
          <p>As soon as one of its events happens, what became of it is told here.</p>
        </Message>
      ) : (
        <table role="table" className={table.table}>
          <caption className="visually-hidden">Deliveries, the newest first</caption>
          <TableHead names={['Status', 'Event', 'About', 'Attempts', 'Triggered']} />
          <tbody role="rowgroup">
            {deliveries.map((each) => (
              <Row key={each.uuid} delivery={each} uuid={uuid} page={page} />
            ))}
          </tbody>
        </table>
      )}
      {data.page && (
        <Pager
          page={data.page}
          of="deliveries"
          link={(number, text) => (
            <Link to="/webhooks/$uuid" params={{ uuid }} search={{ part: 'deliveries', page: number }}>
              {text}
            </Link>
          )}
        />
      )}
      {delivery && <DeliveryDialog key={delivery} uuid={delivery} webhook={webhook} page={page} />}
    </>
  )
}
