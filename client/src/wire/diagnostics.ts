import { z } from 'zod'
import { links } from './hal.ts'

export const heartbeat = z.object({ ok: z.literal(true), _links: links })

export const dependencyStatus = z.object({
  database: z.object({ ok: z.boolean(), error: z.string().optional() }),
  _links: links,
})
