import type { Job } from './kernel/jobs.ts'
import { webhookJobs } from './webhooks/deliver.job.ts'

/** Everything that brokers do by themselves. */
export const jobs: readonly Job[] = [...webhookJobs]
