/**
 * Requests and responses as they go over the line, for people to read: JSON that comes without line breaks is given some.
 */
interface ShownRequest {
  readonly method: string
  /** Whole, or a path only. */
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: unknown
}

interface ShownResponse {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>> | undefined
  readonly body?: unknown
}

function readable(body: unknown): string {
  if (typeof body !== 'string') return JSON.stringify(body, undefined, 2)
  if (body.includes('\n') || !/^\s*[[{]/.test(body)) return body
  try {
    return JSON.stringify(JSON.parse(body), undefined, 2)
  } catch {
    return body
  }
}

function messageOf(first: string, headers: Readonly<Record<string, string>>, body: unknown): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
  const content = body === undefined || body === '' ? [] : ['', readable(body)]
  return [first, ...lines, ...content].join('\n')
}

export function requestText({ method, url, headers, body }: ShownRequest): string {
  const parsed = URL.parse(url)
  const target = parsed ? parsed.pathname + parsed.search : url
  const first = `${method.toUpperCase()} ${target} HTTP/1.1`
  return messageOf(first, parsed ? { host: parsed.host, ...headers } : headers, body)
}

export function responseText({ status, headers = {}, body }: ShownResponse): string {
  return messageOf(`HTTP/1.1 ${status}`, headers, body)
}
