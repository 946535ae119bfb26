import type { PreviewQuestion } from '@tallystick/client'
import type { Retention } from '@tallystick/client/wire'
import { queryOptions } from '@tanstack/react-query'
import { broker } from '../../data/broker.ts'

const PAGE_SIZE = 50
const RUNNING_MS = 1000

const isRunning = ({ _embedded: { runs } }: Retention) =>
  runs.some(({ state }) => state === 'waiting' || state === 'running')

/** Asked again and again while a run goes on: nothing else tells of it. */
export const retentionQuery = queryOptions({
  queryKey: ['retention'],
  queryFn: () => broker.getRetention(),
  refetchInterval: ({ state: { data } }) => (data && isRunning(data) ? RUNNING_MS : false),
})

export const previewQuery = (page: number | undefined) =>
  queryOptions({ queryKey: ['retention preview', page], queryFn: () => broker.previewRetention({ page }) })

export const previewVersionsQuery = (question: PreviewQuestion) =>
  queryOptions({
    queryKey: ['retention preview versions', question],
    queryFn: () => broker.previewRetentionVersions({ ...question, size: PAGE_SIZE }),
  })

export const previewBranchesQuery = (question: PreviewQuestion) =>
  queryOptions({
    queryKey: ['retention preview branches', question],
    queryFn: () => broker.previewRetentionBranches({ ...question, size: PAGE_SIZE }),
  })

export const deletionsQuery = (page: number | undefined) =>
  queryOptions({
    queryKey: ['deletions', page],
    queryFn: () => broker.listDeletions({ page, size: PAGE_SIZE }),
  })

export const aboutQuery = queryOptions({ queryKey: ['about'], queryFn: () => broker.getAbout() })
