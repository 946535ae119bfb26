import { z } from 'zod'
import { links } from './hal.ts'

/** Where everything is: nothing but relations. */
export const index = z.object({ _links: links })
export type Index = z.infer<typeof index>
