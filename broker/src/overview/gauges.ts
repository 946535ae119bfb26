/**
 * The gauges of what the broker holds, set from numbers that were read. Those of which nothing is known at the moment are
 * not there: a zero would be a lie.
 */
import type { Metrics as Counts } from '@tallystick/client/wire'
import type { Gauge } from 'prom-client'
import type { PoolUse } from '../kernel/database.ts'
import type { JobCounts } from '../kernel/jobs.ts'
import type { Metrics } from '../metrics.ts'
import type { Standing } from './standing.sql.ts'

export function setPool(metrics: Metrics, { limit, size, idle, waiting }: PoolUse): void {
  metrics.poolLimit.set(limit)
  metrics.poolSize.set(size)
  metrics.poolIdle.set(idle)
  metrics.poolWaiting.set(waiting)
}

export function setJobs({ queueJobs }: Metrics, counts: readonly JobCounts[] | undefined): void {
  queueJobs.reset()
  for (const { name: queue, waiting, deferred, active, dead } of counts ?? []) {
    queueJobs.set({ queue, state: 'waiting' }, waiting)
    queueJobs.set({ queue, state: 'deferred' }, deferred)
    queueJobs.set({ queue, state: 'active' }, active)
    queueJobs.set({ queue, state: 'dead' }, dead)
  }
}

export function setStanding(
  { verificationRequests, webhookTargetsPaused }: Metrics,
  found: Standing | undefined,
): void {
  if (found === undefined) {
    verificationRequests.reset()
    webhookTargetsPaused.remove()
    return
  }
  verificationRequests.set({ state: 'waiting' }, found.requestsWaiting)
  verificationRequests.set({ state: 'overdue' }, found.requestsOverdue)
  webhookTargetsPaused.set(found.targetsPaused)
}

function set(gauge: Gauge, value: number | undefined): void {
  if (value === undefined) gauge.remove()
  else gauge.set(value)
}

export function setCounts(metrics: Metrics, counts: Counts | undefined): void {
  set(metrics.pacticipants, counts?.pacticipants.count)
  set(metrics.integrations, counts?.integrations.count)
  set(metrics.versions, counts?.pacticipantVersions.count)
  set(metrics.environments, counts?.environments.count)
  set(metrics.contracts, counts?.pactPublications.count)
  set(metrics.contractContents, counts?.pactVersions.count)
  set(metrics.webhooks, counts?.webhooks.count)
  metrics.verifications.reset()
  if (counts === undefined) return
  metrics.verifications.set({ result: 'success' }, counts.verificationResults.successCount)
  metrics.verifications.set({ result: 'failure' }, counts.verificationResults.failureCount)
}
