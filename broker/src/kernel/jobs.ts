// Work that leaves the request. A job is sent in the transaction of what it belongs to, so it exists exactly when that
// does; any broker may run it; one that was killed while it ran a job leaves it to another.

import { PgBoss, fromKysely } from 'pg-boss'
import type { Logger } from 'pino'
import type { z } from 'zod'
import type { Connection, Context } from '../context.ts'
import type { Config } from './config.ts'

/** What a job is called and what it carries: ids, never more. */
export interface JobType<Data extends object> {
  readonly name: string
  readonly data: z.ZodType<Data>
}

/** Jobs of one type, to be sent together. */
export interface NewJobs<Data extends object> {
  readonly type: JobType<Data>
  readonly data: readonly Data[]
  /** Seconds from now; at once when nothing is said. */
  readonly startAfterSeconds?: number
}

export interface Jobs {
  /** Sends jobs with the commit of the transaction, or at once on a plain connection. */
  send<Data extends object>(db: Connection, jobs: NewJobs<Data>): Promise<void>
  /** How many jobs there are, as they were counted within the last seconds. */
  count(): Promise<readonly JobCounts[]>
  /** Whether this broker takes jobs, or was opened only to send them. Throws when the queue cannot be reached. */
  isWorking(): Promise<boolean>
}

/** Jobs of one name, of all brokers. */
export interface JobCounts {
  readonly name: string
  /** That could begin now. */
  readonly waiting: number
  /** That are to begin later. */
  readonly deferred: number
  readonly active: number
  /** That were given up after all retries. */
  readonly dead: number
}

interface JobOptions {
  /** How many of them one broker runs at once. */
  readonly concurrency?: number | ((config: Config) => number)
  /** Five fields, UTC: when a job without data is sent by itself, once for all brokers. */
  readonly cron?: string | ((config: Config) => string)
  /** How often a job that threw, or whose broker was killed, is run again; 3 when nothing is said. */
  readonly retryLimit?: number
  /** Seconds after which a run counts as lost. */
  readonly expireInSeconds?: number
}

/** A job with what is done about it. It may be run again after a crash, so running it twice must do no harm. */
export interface Job {
  readonly name: string
  readonly options: JobOptions
  /** The signal says that the broker stops: what takes long should end soon, and send itself again for the rest. */
  run(context: Context, data: unknown, signal: AbortSignal): Promise<void>
}

export function job<Data extends object>(
  type: JobType<Data>,
  run: (context: Context, data: Data, signal: AbortSignal) => Promise<void>,
  options: JobOptions = {},
): Job {
  return { name: type.name, options, run: (context, data, signal) => run(context, type.data.parse(data), signal) }
}

export interface JobQueue extends Jobs {
  /** Begins to run jobs, other brokers' too. */
  work(context: Context): Promise<void>
  /** Lets those that run end within the limit. */
  stop(limitMs: number): Promise<void>
}

interface QueueOptions {
  /** Of the database. */
  readonly url: string
  readonly jobs: readonly Job[]
  readonly log: Pick<Logger, 'warn' | 'error'>
  /** Without it jobs are only sent. */
  readonly runs: boolean
}

// A killed broker is noticed after this time, and its jobs run elsewhere.
const HEARTBEAT_SECONDS = 10
// How long a finished job can be looked up.
const KEPT_SECONDS = 3600

// Every worker asks for jobs at least once a second while it has none; longer than that, and the queue is in trouble.
const SILENCE_MS = 60_000

export const deadLetterOf = (name: string) => `${name}-dead-letter`

/** Whether jobs are asked for, or run. */
function takesJobs(boss: PgBoss): boolean {
  const heard = Date.now() - SILENCE_MS
  return boss.getWipData().some(({ state, lastFetchedOn }) => state === 'active' && (lastFetchedOn ?? 0) > heard)
}

async function countJobs(boss: PgBoss, jobs: readonly Job[]): Promise<readonly JobCounts[]> {
  const queues = new Map((await boss.getQueues()).map((queue) => [queue.name, queue]))
  return jobs.map(({ name }) => {
    const queue = queues.get(name)
    return {
      name,
      waiting: queue?.readyCount ?? 0,
      deferred: queue?.deferredCount ?? 0,
      active: queue?.activeCount ?? 0,
      dead: queues.get(deadLetterOf(name))?.queuedCount ?? 0,
    }
  })
}

async function createQueues(boss: PgBoss, jobs: readonly Job[]): Promise<void> {
  for (const { name, options } of jobs) {
    const deadLetter = deadLetterOf(name)
    const settings = {
      deadLetter,
      notify: true,
      heartbeatSeconds: HEARTBEAT_SECONDS,
      retryLimit: options.retryLimit ?? 3,
      retryDelay: 1,
      retryBackoff: true,
      expireInSeconds: options.expireInSeconds ?? 300,
      deleteAfterSeconds: KEPT_SECONDS,
    }
    await boss.createQueue(deadLetter)
    await boss.createQueue(name, settings)
    await boss.updateQueue(name, settings)
  }
}

async function outcomeOf(
  { id, name }: { readonly id: string; readonly name: string },
  run: () => Promise<void>,
  log: QueueOptions['log'],
): Promise<{ id: string; status: 'completed' | 'failed'; output: object }> {
  try {
    await run()
    return { id, status: 'completed', output: {} }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    log.error({ err: error, job: name, jobId: id }, `The job ${name} failed: ${message}`)
    return { id, status: 'failed', output: { message } }
  }
}

/** Opens the queue: its tables are made or brought up to date in a schema of their own, under a lock of its own. */
export async function openJobs({ url, jobs, log, runs }: QueueOptions): Promise<JobQueue> {
  const boss = new PgBoss({
    connectionString: url,
    max: runs ? 3 : 1,
    application_name: 'tallystick-jobs',
    useListenNotify: runs,
    supervise: runs,
    schedule: runs,
    superviseIntervalSeconds: 10,
    monitorIntervalSeconds: 10,
  })
  boss.on('error', (error) => log.error({ err: error }, `The job queue: ${error.message}`))
  boss.on('warning', ({ message }) => log.warn(`The job queue: ${message}`))
  await boss.start()
  await createQueues(boss, jobs)
  const stopping = new AbortController()

  return {
    async send(db, { type, data, startAfterSeconds }) {
      if (data.length === 0) return
      const inserts = data.map((item) => ({
        data: type.data.parse(item),
        ...(startAfterSeconds === undefined ? {} : { startAfter: startAfterSeconds }),
      }))
      await boss.insert(type.name, inserts, { db: fromKysely(db) })
    },
    count: () => countJobs(boss, jobs),
    async isWorking() {
      await boss.schemaVersion()
      return !runs || (!stopping.signal.aborted && takesJobs(boss))
    },
    async work(context) {
      for (const { name, options, run } of jobs) {
        const { cron } = options
        if (cron !== undefined) await boss.schedule(name, typeof cron === 'string' ? cron : cron(context.config), {})
        const { concurrency = 1 } = options
        const atOnce = typeof concurrency === 'number' ? concurrency : concurrency(context.config)
        // A batch waits for its slowest job, but only workers with batches drain a backlog without pauses: small ones.
        const batchSize = Math.min(2, atOnce)
        await boss.work(
          name,
          {
            batchSize,
            localConcurrency: Math.ceil(atOnce / batchSize),
            burstWhenBatchFull: true,
            perJobResults: true,
            pollingIntervalSeconds: 0.5,
            notifyPollingIntervalSeconds: 1,
          },
          async (batch) =>
            Promise.all(batch.map((one) => outcomeOf(one, () => run(context, one.data, stopping.signal), log))),
        )
      }
    },
    async stop(limitMs) {
      stopping.abort()
      await boss.stop({ graceful: true, timeout: limitMs })
    },
  }
}
