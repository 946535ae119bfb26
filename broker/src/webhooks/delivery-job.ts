import { z } from 'zod'
import type { JobType } from '../kernel/jobs.ts'

/** An attempt to deliver: which delivery, and the how many-th. */
export interface Attempt {
  readonly uuid: string
  readonly attempt: number
}

/** Several brokers run these; each attempt is a job of its own. */
export const deliverWebhook: JobType<Attempt> = {
  name: 'deliver-webhook',
  data: z.object({ uuid: z.string(), attempt: z.number().int() }),
}

/** What is kept of an event for its deliveries. */
export const deliveryContext = z.object({
  brokerUrl: z.string(),
  comment: z.string().optional(),
  parameters: z.record(z.string(), z.string()),
})
export type DeliveryContext = z.infer<typeof deliveryContext>
