import { paths } from '@tallystick/client/wire'
import { type Links, present } from '../kernel/hal.ts'
import { hiddenResponseMessage } from './delivery-log.ts'
import type { Execution } from './executions.command.ts'

function readable(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return body
  }
}

/** Only the path: who may execute a webhook learns from it no more than what the webhook says. */
function pathOf(url: string): string {
  const parsed = URL.parse(url)
  return parsed ? parsed.pathname + parsed.search : url
}

const withBody = (body: string | undefined) => (body === undefined ? {} : { body: readable(body) })

interface Shown extends Execution {
  readonly uuid: string | undefined
  /** Of this resource, to try again. */
  readonly url: string
}

export function executionHal(links: Links, { attempted, logs, uuid, url }: Shown) {
  const { request, response, error, success } = attempted
  const isHidden = response !== null && response.headers === undefined
  return {
    request: {
      headers: request?.headers ?? {},
      ...withBody(request?.body),
      url: pathOf(request?.url ?? ''),
    },
    ...present({
      response: response && {
        status: response.status,
        ...present({ headers: response.headers }),
        ...withBody(response.body),
      },
      error: error === null ? null : { message: error },
      message: isHidden ? hiddenResponseMessage(links.base) : null,
    }),
    logs,
    success,
    _links: {
      ...(uuid === undefined ? {} : { webhook: { href: links.href(paths.webhook, { uuid }) } }),
      'try-again': { title: 'Execute the webhook again', href: url },
    },
  }
}
