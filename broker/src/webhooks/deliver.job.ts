import { type Job, deadLetterOf, job } from '../kernel/jobs.ts'
import { deliver, giveUpAttempt } from './deliver.command.ts'
import { deliverWebhook } from './delivery-job.ts'
import { cleanDeliveries } from './delivery-cleaning.command.ts'
import { z } from 'zod'

// Longer than any call may take: a broker that is gone is noticed sooner.
const LOST_AFTER_SECONDS = 900

const cleaning = { name: 'clean-webhook-deliveries', data: z.object({}) }

export const webhookJobs: readonly Job[] = [
  job(deliverWebhook, deliver, {
    concurrency: ({ webhookConcurrency }) => webhookConcurrency,
    expireInSeconds: LOST_AFTER_SECONDS,
  }),
  job({ ...deliverWebhook, name: deadLetterOf(deliverWebhook.name) }, giveUpAttempt),
  job(cleaning, cleanDeliveries, { cron: '17 3 * * *', expireInSeconds: 3600 }),
]
