import { z } from 'zod'
import { links } from './hal.ts'

/**
 * The broker answers.
 *
 * @example
 * const reply = await fetch('http://127.0.0.1:9292/diagnostic/status/heartbeat')
 * heartbeat.parse(await reply.json()).ok // → true
 */
export const heartbeat = z.object({ ok: z.literal(true), _links: links })

/**
 * Whether what the broker needs answers as well; 500 when it does not.
 *
 * @example
 * const reply = await fetch('http://127.0.0.1:9292/diagnostic/status/dependencies')
 * dependencyStatus.parse(await reply.json()).database.ok // → true
 */
export const dependencyStatus = z.object({
  database: z.object({ ok: z.boolean(), error: z.string().optional() }),
  _links: links,
})
