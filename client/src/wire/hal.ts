import { z } from 'zod'

/**
 * A HAL link. `templated` says that `href` still holds `{names}` to fill.
 *
 * @example
 * link.parse({ href: '/pacticipants/{name}', templated: true }).templated // → true
 */
export const link = z.object({
  href: z.string(),
  title: z.string().optional(),
  name: z.string().optional(),
  templated: z.boolean().optional(),
})
/** A HAL link. */
export type Link = z.infer<typeof link>

/**
 * The links of a document by relation: one, or a list of them.
 *
 * @example
 * const reply = await fetch('http://127.0.0.1:9292/')
 * const { _links } = await reply.json()
 * Object.keys(links.parse(_links)).includes('pb:pacticipants') // → true
 */
export const links = z.record(z.string(), z.union([link.loose(), z.array(link.loose())]))

/**
 * A page of a list: counts of elements and pages, numbered from 1.
 *
 * @example
 * const reply = await fetch('http://127.0.0.1:9292/pacticipants?pageSize=1')
 * page.parse((await reply.json()).page).size // → 1
 */
export const page = z.object({
  number: z.number().int(),
  size: z.number().int(),
  totalElements: z.number().int(),
  totalPages: z.number().int(),
})
/** Which part of a list this is, and how much there is. */
export type Page = z.infer<typeof page>

/**
 * A sentence for the person who reads the client's output.
 *
 * @example
 * notice.parse({ type: 'info', text: 'Created Shop version 1' }).text // → 'Created Shop version 1'
 */
export const notice = z.object({
  type: z.enum(['debug', 'info', 'prompt', 'success', 'warning', 'error', 'danger']),
  text: z.string(),
})
/** A sentence to print, with how it is meant. */
export type Notice = z.infer<typeof notice>

/**
 * A moment in UTC as ISO 8601 with seconds, for example `2026-11-22T10:00:00+00:00`.
 *
 * @example
 * timestamp.parse('2026-11-22T10:00:00+00:00') // → '2026-11-22T10:00:00+00:00'
 */
export const timestamp = z.string()
