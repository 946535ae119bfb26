/**
 * A webhook as it would be sent for an example of an event, while it is being written: what is not there yet is left out,
 * and nothing is checked. It is rendered as deliveries are, and shown as they are: credentials are starred.
 */
import type { WebhookEventName } from '@tallystick/client/wire'
import { deliveryRequest } from './delivery-request.ts'
import { parameterDescriptions } from './parameter-descriptions.ts'
import { previewParameters } from './preview-parameters.ts'
import { type RenderedRequest, parameterNames, redactRequest, unknownParameters } from './template.ts'

interface Side {
  readonly name?: string | null | undefined
  readonly branch?: string | null | undefined
}

export interface PreviewDetails {
  readonly event: WebhookEventName
  readonly consumer?: Side | null | undefined
  readonly provider?: Side | null | undefined
  readonly request: {
    readonly method?: string | null | undefined
    readonly url?: string | null | undefined
    readonly headers?: Readonly<Record<string, string>> | null | undefined
    readonly body?: unknown
    readonly username?: string | null | undefined
  }
  readonly isSigned?: boolean | null | undefined
}

export interface Preview {
  readonly request: RenderedRequest
  readonly parameters: readonly { readonly name: string; readonly description: string; readonly value: string }[]
  readonly unknownParameters: readonly string[]
}

// The identity of a delivery that there never is, and a secret that signs none.
const UUID = '00000000-0000-4000-8000-000000000000'
const SECRET = 'an example'

export function webhookPreview(
  { request: written, isSigned, ...previewed }: PreviewDetails,
  { brokerUrl, sentAt, userAgent }: { brokerUrl: string; sentAt: Date; userAgent: string },
): Preview {
  const headers = Object.entries(written.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value] as const)
  const request = {
    method: written.method ?? 'POST',
    url: written.url ?? '',
    headers: Object.fromEntries(headers),
    body: written.body ?? null,
    username: written.username ?? null,
    password: null,
  }
  const parameters = previewParameters({ ...previewed, brokerUrl })
  const webhook = { request, signingSecret: isSigned ? SECRET : null }
  const delivery = { uuid: UUID, eventName: previewed.event, parameters }
  return {
    request: redactRequest(deliveryRequest(webhook, delivery, { sentAt, userAgent })),
    parameters: parameterNames.map((name) => {
      return { name, description: parameterDescriptions[name], value: parameters[name] ?? '' }
    }),
    unknownParameters: unknownParameters(request),
  }
}
