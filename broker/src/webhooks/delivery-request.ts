/**
 * The request of one attempt: the filled template, with what every delivery says of itself. Its id is the same in every
 * attempt, so that a receiver can tell what it has had already. With a secret it is signed: `t` is the time of the
 * attempt in seconds, `v1` the HMAC-SHA-256 of `t`, a dot and the body, so that neither can be changed nor used again
 * much later.
 */
import { createHmac } from 'node:crypto'
import { type RenderedRequest, type RequestTemplate, type WebhookParameters, fillTemplate } from './template.ts'

export interface DeliverableWebhook {
  readonly request: RequestTemplate
  readonly signingSecret: string | null
}

export interface Delivery {
  readonly uuid: string
  readonly eventName: string
  readonly parameters: WebhookParameters
}

interface Sending {
  readonly sentAt: Date
  readonly userAgent: string
}

function signatureOf(secret: string, time: number, body: string): string {
  return `t=${time},v1=${createHmac('sha256', secret).update(`${time}.${body}`).digest('hex')}`
}

export function deliveryRequest(
  { request, signingSecret }: DeliverableWebhook,
  { uuid, eventName, parameters }: Delivery,
  { sentAt, userAgent }: Sending,
): RenderedRequest {
  const filled = fillTemplate(request, parameters)
  const time = Math.floor(sentAt.getTime() / 1000)
  return {
    ...filled,
    headers: {
      'user-agent': userAgent,
      ...filled.headers,
      'x-tallystick-delivery': uuid,
      'x-tallystick-event': eventName,
      'x-tallystick-timestamp': String(time),
      ...(signingSecret === null
        ? {}
        : { 'x-tallystick-signature': signatureOf(signingSecret, time, filled.body ?? '') }),
    },
  }
}
