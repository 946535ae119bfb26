/** Takes an archive into a broker, record by record: what is there already stays, so that it can be repeated. */
import { BrokerCallError } from '../broker/call-error.ts'
import type { ArchiveRecord, Target } from './archive.ts'
import { openLedger } from './ledger.ts'
import { progressBar } from './progress-bar.ts'
import { checkArchive, readArchive } from './read-archive.ts'
import type { TakenOver } from './take-over.ts'

export interface TakingArchive {
  readonly path: string
  readonly target: Target
  readonly signal: AbortSignal
  readonly onProgress: (line: string) => void
}

// Few requests, and little that has to be done again after a stop.
const AT_ONCE = 50

/** Nothing is taken of an archive that is not whole: then it throws an ArchiveError. */
export async function takeArchive({ path, target, signal, onProgress }: TakingArchive): Promise<TakenOver> {
  onProgress('Checking the archive')
  const total = await checkArchive(path)
  const ledger = openLedger()
  let waiting: ArchiveRecord[] = []
  let count = 0
  const send = async () => {
    const outcomes = await target.put(waiting)
    for (const [index, record] of waiting.entries()) {
      ledger.note(record, outcomes[index] ?? { outcome: 'refused', reason: 'It was not answered.' })
    }
    count += waiting.length
    waiting = []
    onProgress(`${progressBar(count, total)} Records: ${count} of ${total}`)
  }
  let failure: BrokerCallError | undefined
  try {
    for await (const record of readArchive(path)) {
      if (signal.aborted) break
      waiting.push(record)
      if (waiting.length >= AT_ONCE) await send()
    }
    if (!signal.aborted) await send()
  } catch (error) {
    if (!(error instanceof BrokerCallError)) throw error
    failure = error
  }
  const { notTaken, remarks } = ledger
  return { counts: ledger.counts(), notTaken, remarks, isStopped: signal.aborted, failure }
}
