import { BrokerCallError } from '../broker/call-error.ts'
import { environmentCalls } from '../broker/environments.ts'
import { importCalls } from '../broker/imports.ts'
import { pacticipantCalls } from '../broker/pacticipants.ts'
import type { Transport } from '../broker/transport.ts'
import { webhookCalls } from '../broker/webhooks.ts'
import type { ImportRecord } from '../wire/imports.ts'
import type { ArchiveRecord, Outcome, Target, WebhookRecord } from './archive.ts'

// No more in one request than is quickly done.
const MOST_RECORDS = 100
const MOST_CHARACTERS = 2_000_000

/** A refusal of what was sent; what is wrong with who sends it, or with the broker, is none. */
function isRefusal(error: unknown): error is BrokerCallError {
  return error instanceof BrokerCallError && error.failure === 'refused' && ![401, 403, 404].includes(error.status ?? 0)
}

const refusal = ({ message }: Error): Outcome => ({ outcome: 'refused', reason: message })

function takesNothing({ baseUrl }: Transport, cause: BrokerCallError): BrokerCallError {
  const message = `The broker at ${baseUrl} takes nothing over: it is no Tallystick, or an older one.`
  return new BrokerCallError(message, { failure: 'misunderstood', status: 404, cause })
}

/** In as few requests as there may be. */
function batchesOf(records: readonly ImportRecord[]): readonly (readonly ImportRecord[])[] {
  const batches: ImportRecord[][] = []
  let characters = 0
  for (const record of records) {
    const length = JSON.stringify(record).length
    const batch = batches.at(-1)
    if (!batch || batch.length >= MOST_RECORDS || characters + length > MOST_CHARACTERS) {
      batches.push([record])
      characters = length
    } else {
      batch.push(record)
      characters += length
    }
  }
  return batches
}

/** Puts records there; `source` is what its audit log says of where they are from. */
export function brokerTarget(transport: Transport, source: string): Target {
  const { importRecords } = importCalls(transport)
  const { findWebhook, saveWebhook } = webhookCalls(transport)

  async function putBatch(records: readonly ImportRecord[]): Promise<readonly Outcome[]> {
    try {
      return (await importRecords([...records], { source })).outcomes
    } catch (error) {
      if (error instanceof BrokerCallError && error.status === 404) throw takesNothing(transport, error)
      if (!isRefusal(error)) throw error
      const [first, ...others] = records
      if (first === undefined || others.length === 0) return [refusal(error)]
      // One of them is not as it must be: which one shows when they come one by one.
      const outcomes: Outcome[] = []
      for (const record of records) outcomes.push(...(await putBatch([record])))
      return outcomes
    }
  }

  async function putWebhook({ uuid, webhook }: WebhookRecord): Promise<Outcome> {
    // One that is there may have its secrets by now, and be switched on.
    if (await findWebhook(uuid)) return { outcome: 'present' }
    try {
      await saveWebhook(uuid, webhook)
      return { outcome: 'created' }
    } catch (error) {
      if (!isRefusal(error)) throw error
      return refusal(error)
    }
  }

  return {
    name: transport.baseUrl,
    async put(records: readonly ArchiveRecord[]) {
      const outcomes = new Map<ArchiveRecord, Outcome>()
      for (const batch of batchesOf(records.filter((record) => record.kind !== 'webhook'))) {
        const found = await putBatch(batch)
        for (const [index, record] of batch.entries()) {
          const outcome = found[index]
          if (outcome) outcomes.set(record, outcome)
        }
      }
      for (const record of records) if (record.kind === 'webhook') outcomes.set(record, await putWebhook(record))
      return records.map((record) => outcomes.get(record) ?? { outcome: 'refused', reason: 'It was not answered.' })
    },
  }
}

/** Says what would be put there, and puts nothing. Of what is described it only says whether it is there. */
export function dryTarget(transport: Transport): Target {
  const { findPacticipant } = pacticipantCalls(transport)
  const { listEnvironments } = environmentCalls(transport)
  const { findWebhook } = webhookCalls(transport)

  async function isThere(record: ArchiveRecord): Promise<boolean> {
    switch (record.kind) {
      case 'application':
        return (await findPacticipant(record.name)) !== undefined
      case 'environment':
        return (await listEnvironments()).some(({ uuid, name }) => uuid === record.uuid || name === record.name)
      case 'webhook':
        return (await findWebhook(record.uuid)) !== undefined
      case 'version':
      case 'deployment':
      case 'release':
      case 'result':
      case 'team':
      case 'override':
        // Versions and what is said of them were compared before they are sent.
        return false
    }
  }

  return {
    name: transport.baseUrl,
    async put(records) {
      const outcomes: Outcome[] = []
      for (const record of records) outcomes.push({ outcome: (await isThere(record)) ? 'present' : 'created' })
      return outcomes
    },
  }
}
