import { z } from 'zod'
import { links, timestamp } from './hal.ts'
import { text } from './text.ts'

export const tag = z.object({
  name: text,
  createdAt: timestamp,
  _links: links,
})
export type Tag = z.infer<typeof tag>
