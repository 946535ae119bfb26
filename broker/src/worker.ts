import type { Job } from './kernel/jobs.ts'
import { cleanUpJob } from './retention/clean-up.job.ts'
import { webhookJobs } from './webhooks/deliver.job.ts'

/** Everything that brokers do by themselves. */
export const jobs: readonly Job[] = [...webhookJobs, cleanUpJob]
