import { z } from 'zod'
import { type Job, job } from '../kernel/jobs.ts'
import { cleanEvents } from './clean-events.command.ts'

export const eventJobs: readonly Job[] = [
  job({ name: 'clean-events', data: z.object({}) }, cleanEvents, { cron: '7 3 * * *', expireInSeconds: 3600 }),
]
