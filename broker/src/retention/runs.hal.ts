import { type Page, type RetentionRun, type RetentionSettings, paths } from '@tallystick/client/wire'
import { type Links, formatTime, pageLinks } from '../kernel/hal.ts'
import type { RunRow } from './runs.sql.ts'

function stateOf({ counts, error, finishedAt }: RunRow): RetentionRun['state'] {
  if (finishedAt !== null) return error === null ? 'done' : 'failed'
  return Object.keys(counts).length > 0 ? 'running' : 'waiting'
}

export function runHal(links: Links, run: RunRow) {
  const { uuid, isDryRun, settings, counts, error, startedAt, finishedAt } = run
  return {
    uuid,
    dryRun: isDryRun,
    state: stateOf(run),
    settings,
    counts,
    ...(error === null ? {} : { error }),
    startedAt: formatTime(startedAt),
    ...(finishedAt === null ? {} : { finishedAt: formatTime(finishedAt) }),
    _links: {
      self: { title: 'Run', href: links.href(paths.retentionRun, { uuid }) },
      'pb:retention-runs': { title: 'Runs', href: links.href(paths.retentionRuns) },
    },
  }
}

export function runsHal(links: Links, { rows, page }: { readonly rows: readonly RunRow[]; readonly page: Page }) {
  const url = links.href(paths.retentionRuns)
  return {
    page,
    _embedded: { runs: rows.map((row) => runHal(links, row)) },
    _links: {
      self: { title: 'Runs, the newest first', href: url },
      'pb:retention': { title: 'Retention', href: links.href(paths.retention) },
      ...pageLinks(url, page),
    },
  }
}

interface Retention {
  readonly settings: RetentionSettings
  readonly inWords: { readonly versions: readonly string[]; readonly branches: readonly string[] }
  readonly runs: readonly RunRow[]
}

export function retentionHal(links: Links, { settings, inWords, runs }: Retention) {
  return {
    settings,
    inWords,
    _embedded: { runs: runs.map((run) => runHal(links, run)) },
    _links: {
      self: { title: 'Retention', href: links.href(paths.retention) },
      'pb:retention-preview': { title: 'What would be deleted, and why', href: links.href(paths.retentionPreview) },
      'pb:retention-runs': { title: 'All runs; POST begins one', href: links.href(paths.retentionRuns) },
      'pb:deletions': { title: 'What was deleted and can be restored', href: links.href(paths.deletions) },
    },
  }
}
