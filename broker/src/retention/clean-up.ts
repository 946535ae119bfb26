import { z } from 'zod'
import type { JobType } from '../kernel/jobs.ts'

/** Which recorded run to do; none: the one that is due by the calendar. */
export interface CleanUp {
  readonly run?: string | undefined
}

export const cleanUpType: JobType<CleanUp> = { name: 'clean-up', data: z.object({ run: z.string().optional() }) }
