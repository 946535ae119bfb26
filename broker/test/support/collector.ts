// A collector of OpenTelemetry: keeps what it is sent in JSON.

import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

interface Attribute {
  readonly key: string
  readonly value: { readonly stringValue?: string; readonly intValue?: number }
}

export interface Span {
  readonly traceId: string
  readonly spanId: string
  readonly parentSpanId?: string
  readonly name: string
  readonly kind: number
  readonly startTimeUnixNano: string
  readonly endTimeUnixNano: string
  readonly attributes: readonly Attribute[]
}

interface Point {
  readonly asDouble?: number
  readonly count?: number
  readonly sum?: number
  readonly bucketCounts?: readonly number[]
  readonly explicitBounds?: readonly number[]
  readonly attributes: readonly Attribute[]
}

interface Points {
  readonly dataPoints: readonly Point[]
}

export interface Metric {
  readonly name: string
  readonly gauge?: Points
  readonly sum?: Points & { readonly isMonotonic: boolean }
  readonly histogram?: Points
}

interface Body {
  readonly resourceSpans?: readonly {
    readonly resource: { readonly attributes: readonly Attribute[] }
    readonly scopeSpans: readonly { readonly spans: readonly Span[] }[]
  }[]
  readonly resourceMetrics?: readonly { readonly scopeMetrics: readonly { readonly metrics: readonly Metric[] }[] }[]
}

export const valuesOf = (attributes: readonly Attribute[]): Readonly<Record<string, string | number | undefined>> =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, value.stringValue ?? value.intValue]))

/** Stop it in the end. */
export async function startCollector() {
  const spans: Span[] = []
  const resources: Record<string, string | number | undefined>[] = []
  const types = new Set<string | undefined>()
  let metrics: readonly Metric[] = []
  let said = ''
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const type = request.headers['content-type']
      types.add(type)
      const text = Buffer.concat(chunks).toString()
      said += text
      response.writeHead(200, { 'content-type': type ?? '' }).end()
      if (type !== 'application/json') return
      const { resourceSpans = [], resourceMetrics = [] } = JSON.parse(text) as Body
      for (const { resource, scopeSpans } of resourceSpans) {
        resources.push(valuesOf(resource.attributes))
        spans.push(...scopeSpans.flatMap((scope) => scope.spans))
      }
      const sent = resourceMetrics.flatMap(({ scopeMetrics }) => scopeMetrics.flatMap((scope) => scope.metrics))
      if (sent.length > 0) metrics = sent
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    spans,
    resources,
    types,
    /** Those that were sent last. */
    metrics: () => metrics,
    /** All that was ever sent, as it came. */
    text: () => said,
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
