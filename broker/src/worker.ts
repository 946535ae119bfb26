import type { Job } from './kernel/jobs.ts'

/** Everything that brokers do by themselves. */
export const jobs: readonly Job[] = []
