import { z } from 'zod'
import { type Job, job } from '../kernel/jobs.ts'
import { forgetDoneRequests, tellOverdue } from './overdue.command.ts'

const nothing = z.object({})

export const verificationRequestJobs: readonly Job[] = [
  job({ name: 'tell-overdue-verifications', data: nothing }, tellOverdue, { cron: '* * * * *' }),
  job({ name: 'forget-done-verification-requests', data: nothing }, forgetDoneRequests, { cron: '37 3 * * *' }),
]
