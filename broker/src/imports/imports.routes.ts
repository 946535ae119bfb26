import { importOutcomes, importRequest, paths } from '@tallystick/client/wire'
import { concernsEverything } from '../accounts/concerns.ts'
import { type Endpoint, JSON_TYPE, endpoint, ok } from '../kernel/endpoint.ts'
import { importRecords } from './imports.command.ts'

export const importEndpoints: readonly Endpoint[] = [
  endpoint({
    method: 'POST',
    path: paths.imports,
    summary: 'Takes over what another broker knows, with the times at which it happened there',
    access: 'administer',
    concerns: concernsEverything,
    body: { schema: importRequest, mediaTypes: [JSON_TYPE] },
    responses: { 200: importOutcomes },
    errors: ['validation-error', 'malformed-request', 'unsupported-media-type'],
    async handler({ context, body }) {
      return ok({ outcomes: await importRecords(context, body) })
    },
  }),
]
