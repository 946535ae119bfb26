import { paths, restoration } from '@tallystick/client/wire'
import { concernsEverything } from '../accounts/concerns.ts'
import { type Endpoint, endpoint, ok } from '../kernel/endpoint.ts'
import { restoreDeletion } from './restore-deletion.command.ts'
import { restorationHal } from './restore-deletion.hal.ts'

/** Not beside the other addresses of deletions: what follows from the rows that return is known to later slices only. */
export const restoreEndpoints: readonly Endpoint[] = [
  endpoint({
    method: 'POST',
    path: paths.restoreDeletion,
    summary: 'Brings back what was deleted, with everything that belonged to it',
    access: 'administer',
    concerns: concernsEverything,
    responses: { 200: restoration },
    errors: ['not-found', 'conflict'],
    handler: async ({ context, params, links }) =>
      ok(restorationHal(links, await restoreDeletion(context, params.uuid))),
  }),
]
