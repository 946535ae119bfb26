import { newRetentionRun, paths, retention, retentionRun, retentionRuns } from '@tallystick/client/wire'
import { concernsEverything } from '../accounts/concerns.ts'
import type { Context } from '../context.ts'
import { notFound } from '../kernel/broker-error.ts'
import { type Endpoint, JSON_TYPE, endpoint, ok } from '../kernel/endpoint.ts'
import { type Links, pageOf } from '../kernel/hal.ts'
import { DEFAULT_PAGE_SIZE, pageQuery, requestedPage } from '../kernel/paging.ts'
import { previewEndpoints } from './preview.routes.ts'
import { restoreEndpoints } from './restore-deletion.routes.ts'
import { retentionHal, runHal, runsHal } from './runs.hal.ts'
import { countRuns, findRun, listRuns } from './runs.sql.ts'
import { settingsInForce, settingsInWords } from './settings-in-force.ts'
import { startRun } from './start-run.command.ts'

const LAST_RUNS = 5

async function represent({ db }: Context, links: Links, uuid: string) {
  const run = await findRun(db, uuid)
  if (!run) throw notFound(`No run with UUID '${uuid}' found`)
  return runHal(links, run)
}

export const retentionEndpoints: readonly Endpoint[] = [
  ...restoreEndpoints,
  endpoint({
    method: 'GET',
    path: paths.retention,
    summary: 'Shows what is cleaned up and when, and the last runs',
    access: 'read',
    responses: { 200: retention },
    errors: [],
    async handler({ context: { db, config }, links }) {
      const runs = await listRuns(db, { number: 1, size: LAST_RUNS })
      return ok(retentionHal(links, { settings: settingsInForce(config), inWords: settingsInWords(config), runs }))
    },
  }),
  ...previewEndpoints,
  endpoint({
    method: 'GET',
    path: paths.retentionRuns,
    summary: 'Lists the times that the broker cleaned up, the newest first',
    access: 'read',
    query: pageQuery,
    responses: { 200: retentionRuns },
    errors: ['validation-error'],
    async handler({ context: { db }, query, links }) {
      const page = requestedPage(query) ?? { number: 1, size: DEFAULT_PAGE_SIZE }
      return ok(runsHal(links, { rows: await listRuns(db, page), page: pageOf(page, await countRuns(db)) }))
    },
  }),
  endpoint({
    method: 'POST',
    path: paths.retentionRuns,
    summary: 'Begins to clean up, or to count what that would delete',
    access: 'administer',
    concerns: concernsEverything,
    body: { schema: newRetentionRun, mediaTypes: [JSON_TYPE], optional: true },
    responses: { 202: retentionRun },
    errors: ['validation-error', 'malformed-request', 'unsupported-media-type'],
    async handler({ context, body, links }) {
      const uuid = await startRun(context, { dryRun: body.dryRun })
      const headers = { Location: links.href(paths.retentionRun, { uuid }) }
      return { status: 202, body: await represent(context, links, uuid), headers }
    },
  }),
  endpoint({
    method: 'GET',
    path: paths.retentionRun,
    summary: 'Shows what a run has done so far',
    access: 'read',
    responses: { 200: retentionRun },
    errors: ['not-found'],
    handler: async ({ context, params, links }) => ok(await represent(context, links, params.uuid)),
  }),
]
