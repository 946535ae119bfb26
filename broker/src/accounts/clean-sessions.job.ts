import { z } from 'zod'
import { type Job, job } from '../kernel/jobs.ts'
import { forgetExpired } from './sessions.command.ts'

export const sessionJobs: readonly Job[] = [
  job({ name: 'clean-sessions', data: z.object({}) }, forgetExpired, { cron: '37 * * * *', expireInSeconds: 600 }),
]
