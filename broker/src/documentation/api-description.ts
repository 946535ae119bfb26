/** The OpenAPI document of the broker. */
import * as wire from '@tallystick/client/wire'
import type { Endpoint } from '../kernel/endpoint.ts'
import { type OpenApiDocument, openApiDocument } from '../kernel/openapi.ts'
import { exampleBody } from './examples.ts'
import { describeParameter } from './parameters.ts'
import { subjectOf, tags } from './subjects.ts'

const description = `The API of Tallystick, which answers as the Pact Broker does, and of what is new in it.

Start at \`/\`: every answer links to what can be done next, and \`/doc\` says what each relation means. Names in addresses
are percent-encoded. Timestamps are UTC. Properties without a value are left out.

Errors are \`{"error": …}\` or, for fields, \`{"errors": {"field": ["sentence"]}}\`; with \`application/problem+json\` in the
\`Accept\` header they are problem documents. Lists without \`page\` and \`size\` are given whole, unless their description
says otherwise.`

const namesOfPaths: ReadonlyMap<string, string> = new Map(
  Object.entries(wire.paths).map(([name, path]) => [path, name] as const),
)

export function describeApi(endpoints: readonly Endpoint[], version: string): OpenApiDocument {
  return openApiDocument(endpoints, {
    info: { title: 'Tallystick', version, description, license: { name: 'MIT', identifier: 'MIT' } },
    tags,
    tagOf: (path) => subjectOf(path) ?? 'Broker',
    nameOf: (path) => namesOfPaths.get(path) ?? path.replaceAll(/\W+/g, '-'),
    parameterOf: describeParameter,
    exampleOf: exampleBody,
    schemas: wire,
  })
}
