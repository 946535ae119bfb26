import { index, paths } from '@tallystick/client/wire'
import { type Endpoint, endpoint, ok } from '../kernel/endpoint.ts'
import { indexText } from './index.hal.ts'

export const indexEndpoints: readonly Endpoint[] = [
  endpoint({
    method: 'GET',
    path: paths.index,
    summary: 'Shows where everything is',
    access: 'read',
    responses: { 200: index },
    errors: [],
    handler: ({ links }) => ok(indexText(links.base)),
  }),
]
