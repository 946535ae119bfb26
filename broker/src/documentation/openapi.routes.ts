import { paths } from '@tallystick/client/wire'
import { createHash } from 'node:crypto'
import { z } from 'zod'
import { type Endpoint, JSON_TYPE, endpoint } from '../kernel/endpoint.ts'
import type { OpenApiDocument } from '../kernel/openapi.ts'
import { VERSION } from '../version.ts'
import { describeApi } from './api-description.ts'

const OPENAPI = 'application/vnd.oai.openapi+json'

interface Written {
  readonly base: string
  readonly text: string
  readonly etag: string
}

function write(document: OpenApiDocument, base: string): Written {
  const text = JSON.stringify({ ...document, servers: [{ url: base }] })
  return { base, text, etag: `"${createHash('sha256').update(text).digest('hex').slice(0, 20)}"` }
}

/** Serves the document of the endpoints. It is made when it is asked for first; most brokers have one base URL. */
export function openApiEndpoint(endpoints: () => readonly Endpoint[]): Endpoint {
  let document: OpenApiDocument | undefined
  let last: Written | undefined
  return endpoint({
    method: 'GET',
    path: paths.openapi,
    summary: 'Describes this API in the form of OpenAPI 3.1',
    access: 'read',
    responses: { 200: z.looseObject({ openapi: z.string(), paths: z.looseObject({}) }) },
    produces: [JSON_TYPE, OPENAPI],
    errors: [],
    handler({ links }) {
      document ??= describeApi(endpoints(), VERSION)
      if (last?.base !== links.base) last = write(document, links.base)
      return { status: 200, body: last.text, etag: last.etag }
    },
  })
}
