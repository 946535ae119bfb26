import type { WebhooksOverviewItem } from '@tallystick/client/wire'
import { Link } from '@tanstack/react-router'
import { MarkOf } from '../../components/StateMark.tsx'
import { Time } from '../../components/Time.tsx'
import { eventWords, nameOfEvent } from './events.ts'
import { deliveryMarks, webhookMarks } from './marks.ts'
import { Scopes } from './Scopes.tsx'
import { TableHead } from '../../components/TableHead.tsx'
import table from '../../components/table.module.css'
import css from './WebhookTable.module.css'

interface RowProps {
  readonly webhook: WebhooksOverviewItem
}

function Name({ webhook: { uuid, description, request, consumer, provider } }: RowProps) {
  const target = `${request.method} ${request.url}`
  return (
    <>
      <Link to="/webhooks/$uuid" params={{ uuid }} className={css.name}>
        {description}
      </Link>
      <code className={css.target} title={target}>
        {target}
      </code>
      <Scopes consumer={consumer} provider={provider} />
    </>
  )
}

function LastDelivery({ webhook: { uuid, lastDelivery, paused } }: RowProps) {
  if (!lastDelivery) return <span className={css.soft}>None yet</span>
  return (
    <>
      <Link to="/webhooks/$uuid" params={{ uuid }} search={{ part: 'deliveries', delivery: lastDelivery.uuid }}>
        {deliveryMarks[lastDelivery.status].name}
      </Link>{' '}
      <Time at={lastDelivery.triggeredAt} />
      <span className={css.soft}>{nameOfEvent(lastDelivery.eventName)}</span>
      {paused && (
        <span className={css.soft}>
          Target is tried again <Time at={paused.until} />
        </span>
      )}
    </>
  )
}

function Row({ webhook }: RowProps) {
  const { events, state } = webhook
  return (
    <tr role="row">
      <td role="cell">
        <MarkOf {...webhookMarks[state]} />
      </td>
      <th role="rowheader" scope="row" className={css.what}>
        <Name webhook={webhook} />
      </th>
      <td role="cell" data-name="When">
        <ul className={css.events}>
          {events.map(({ name }) => (
            <li key={name} title={eventWords[name].says}>
              {eventWords[name].name}
            </li>
          ))}
        </ul>
      </td>
      <td role="cell" data-name="Last delivery" className={css.delivery}>
        <LastDelivery webhook={webhook} />
      </td>
    </tr>
  )
}

/** What is a table where there is room becomes cards where there is little: the roles keep saying what it is. */
export function WebhookTable({ webhooks }: { readonly webhooks: readonly WebhooksOverviewItem[] }) {
  return (
    <table role="table" className={table.table}>
      <caption className="visually-hidden">Webhooks with how they stand</caption>
      <TableHead names={['State', 'Webhook', 'When', 'Last delivery']} />
      <tbody role="rowgroup">
        {webhooks.map((webhook) => (
          <Row key={webhook.uuid} webhook={webhook} />
        ))}
      </tbody>
    </table>
  )
}
