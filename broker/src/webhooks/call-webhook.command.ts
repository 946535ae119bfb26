import type { Context } from '../context.ts'
import { type OutgoingAnswer, OutgoingError, callOut } from '../kernel/outgoing.ts'
import type { Attempted, ShownResponse } from './delivery-log.ts'
import { type DeliverableWebhook, type Delivery, deliveryRequest } from './delivery-request.ts'
import { outgoingRules, userAgentOf } from './delivery-rules.ts'
import { type RenderedRequest, STARS, isSensitive, redactRequest } from './template.ts'

type Calling = Pick<Context, 'config' | 'clock'>

const TOO_MANY_REQUESTS = 429
const SERVER_ERROR = 500

/** Whoever may write webhooks could otherwise read with them what only the broker can reach. */
const showsResponses = ({ config }: Pick<Context, 'config'>) => config.webhookHostWhitelist.length > 0

function shownResponse({ config }: Calling, { status, headers, body, isCut }: OutgoingAnswer): ShownResponse {
  if (!showsResponses({ config })) return { status }
  const shown = Object.entries(headers).map(([name, value]) => {
    return [name, config.webhookRedactSensitiveData && isSensitive(name) ? STARS : value]
  })
  // PostgreSQL has no place for NUL.
  const text = body.toString('utf8').replaceAll('\u0000', '\uFFFD')
  return { status, headers: Object.fromEntries(shown), ...(text === '' ? {} : { body: text }), isCut }
}

function targetState({ status }: OutgoingAnswer): Attempted['target'] {
  // Who answers is there, whatever it thinks of the request.
  return status >= SERVER_ERROR || status === TOO_MANY_REQUESTS ? 'fails' : 'works'
}

/** Values may be of any language; on the wire each character is a byte. */
function wireHeaders(headers: RenderedRequest['headers']): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Buffer.from(value, 'utf8').toString('latin1')]),
  )
}

async function send(request: RenderedRequest, { config }: Calling): Promise<OutgoingAnswer> {
  const url = URL.parse(request.url)
  if (!url) throw new OutgoingError('refused', `${request.url} is not a valid URL`)
  return callOut({ ...request, url, headers: wireHeaders(request.headers) }, outgoingRules(config))
}

/** Makes one attempt; whatever comes of it is what it gives. It takes no longer than the limit. */
export async function callWebhook(
  context: Calling,
  webhook: DeliverableWebhook,
  delivery: Delivery,
): Promise<Attempted & { readonly sentAt: Date }> {
  const { config } = context
  const sentAt = context.clock()
  const startedAt = performance.now()
  const rendered = deliveryRequest(webhook, delivery, { sentAt, userAgent: userAgentOf(config) })
  const request = config.webhookRedactSensitiveData ? redactRequest(rendered) : rendered
  const since = () => Math.round(performance.now() - startedAt)
  try {
    const answer = await send(rendered, context)
    return {
      success: config.webhookHttpCodeSuccess.includes(answer.status),
      request,
      response: shownResponse(context, answer),
      error: null,
      durationMs: since(),
      target: targetState(answer),
      sentAt,
    }
  } catch (error) {
    if (!(error instanceof OutgoingError)) throw error
    const target = error.kind === 'refused' ? 'unknown' : 'fails'
    return { success: false, request, response: null, error: error.message, durationMs: since(), target, sentAt }
  }
}
