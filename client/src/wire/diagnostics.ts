import { z } from 'zod'
import { links, timestamp } from './hal.ts'
import { text } from './text.ts'

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

/**
 * Which release of the broker answers, since when it runs, and on what.
 *
 * @example
 * const reply = await fetch('http://127.0.0.1:9292/diagnostic/about')
 * about.parse(await reply.json()).license // → 'MIT'
 */
export const about = z.object({
  version: text,
  license: text,
  /** The release of Node.js. */
  node: text,
  /** When the broker that answers was started; there may be several. */
  startedAt: timestamp,
  database: z.object({
    /** The release of PostgreSQL. */
    version: text,
    sizeBytes: z.number().int(),
    /** The last step that the schema has been through. */
    migration: text,
  }),
  _links: links,
})
/** Which release of the broker answers, since when it runs, and on what. */
export type About = z.infer<typeof about>

/**
 * The broker lives: it answers, whatever may be with its database.
 *
 * @example
 * const reply = await fetch('http://127.0.0.1:9292/health')
 * health.parse(await reply.json()).status // → 'up'
 */
export const health = z.object({ status: z.literal('up') })

/**
 * Whether the broker can do its work; 503, with what is missing, when it cannot.
 *
 * @example
 * const reply = await fetch('http://127.0.0.1:9292/ready')
 * readiness.parse(await reply.json()).missing // → []
 */
export const readiness = z.object({
  ready: z.boolean(),
  missing: z.array(z.object({ part: z.enum(['database', 'migrations', 'queue']), why: text })),
})
