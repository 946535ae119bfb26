import { sessionJobs } from './accounts/clean-sessions.job.ts'
import { eventJobs } from './events/clean-events.job.ts'
import type { Job } from './kernel/jobs.ts'
import { cleanUpJob } from './retention/clean-up.job.ts'
import { verificationRequestJobs } from './verifications/overdue.job.ts'
import { webhookJobs } from './webhooks/deliver.job.ts'

/** Everything that brokers do by themselves. */
export const jobs: readonly Job[] = [
  ...sessionJobs,
  ...eventJobs,
  ...webhookJobs,
  ...verificationRequestJobs,
  cleanUpJob,
]
