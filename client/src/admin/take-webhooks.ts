import { inParallel } from './in-parallel.ts'
import { listWebhooks, readWebhook } from './read-webhooks.ts'
import type { Taking } from './take-over.ts'

/** The webhooks, switched off: this broker must not start what the other one starts. */
export async function takeWebhooks(all: Taking): Promise<void> {
  all.onProgress('Webhooks')
  await inParallel(await listWebhooks(all.source), all, (url) =>
    all.attempt({ thing: 'webhooks', what: url }, async () => all.send([await readWebhook(all.source, url)])),
  )
}
