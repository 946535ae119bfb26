import { z } from 'zod'

/** A HAL link. `templated` says that `href` still holds `{names}` to fill. */
export const link = z.object({
  href: z.string(),
  title: z.string().optional(),
  name: z.string().optional(),
  templated: z.boolean().optional(),
})
export type Link = z.infer<typeof link>

export const links = z.record(z.string(), z.union([link.loose(), z.array(link.loose())]))

/** A page of a list: counts of elements and pages, numbered from 1. */
export const page = z.object({
  number: z.number().int(),
  size: z.number().int(),
  totalElements: z.number().int(),
  totalPages: z.number().int(),
})
export type Page = z.infer<typeof page>

/** A sentence for the person who reads the client's output. */
export const notice = z.object({
  type: z.enum(['debug', 'info', 'prompt', 'success', 'warning', 'error', 'danger']),
  text: z.string(),
})
export type Notice = z.infer<typeof notice>

/** A moment in UTC as ISO 8601 with seconds, for example `2026-11-22T10:00:00+00:00`. */
export const timestamp = z.string()
