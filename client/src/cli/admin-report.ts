import { type Counts, type Thing, things } from '../admin/ledger.ts'
import type { TakenOver } from '../admin/take-over.ts'
import type { Block, Line, Report } from './report.ts'

interface Shown {
  /** What was done, as its result is named: `taken over`. */
  readonly verb: string
  readonly from: string
  readonly to: string
  readonly isDryRun: boolean
  /** What cannot be done at all, whatever the broker. */
  readonly always: readonly string[]
}

// What a Pact Broker does not have.
const OWN: ReadonlySet<Thing> = new Set(['teams', 'overrides'])

function countsTable(counts: Readonly<Record<Thing, Counts>>, verb: string): Block {
  const rows = things.flatMap((thing) => {
    const { taken, present, refused } = counts[thing]
    const isOwn = OWN.has(thing) && taken + present + refused === 0
    return isOwn ? [] : [[thing, String(taken), String(present), String(refused)]]
  })
  return { header: ['', verb.toUpperCase(), 'THERE ALREADY', 'NOT TAKEN'], rows }
}

const indented = (text: string) => text.replaceAll('\n', '\n    ')

function end({ isStopped, failure, notTaken }: TakenOver, { verb, from, to, isDryRun }: Shown): readonly Line[] {
  if (failure) return [{ text: `It could not go on: ${failure.message}`, format: 'red' }, again]
  if (isStopped) return [{ text: 'It was stopped before the end.', format: 'yellow' }, again]
  if (notTaken.length > 0) return [{ text: `All else of ${from} is in ${to}.`, format: 'yellow' }]
  return [{ text: isDryRun ? `${from} can be ${verb}. Nothing was changed.` : `${from} is in ${to}.`, format: 'green' }]
}

const again: Line = { text: 'Run it again to go on: what is there is not sent again.' }

function list(title: string, found: readonly string[]): Block {
  const items = found.map((text) => ({ text: `  ${indented(text)}` }))
  return { lines: items.length === 0 ? [] : [{ text: title, format: 'bold' }, ...items] }
}

/** What came of taking something over. */
export function adminReport(taken: TakenOver, shown: Shown): Report {
  const { counts, notTaken, remarks, isStopped, failure } = taken
  const { from, to, isDryRun, always } = shown
  return {
    json: {
      from,
      to,
      dryRun: isDryRun,
      complete: !isStopped && !failure,
      counts,
      notTaken,
      remarks,
      never: always,
      ...(failure ? { failure: failure.message } : {}),
    },
    blocks: [
      countsTable(counts, isDryRun ? `would be ${shown.verb}` : shown.verb),
      list(
        'Not taken:',
        notTaken.map(({ what, why }) => `${what}: ${why}`),
      ),
      list('To do:', remarks),
      list('Not in the API of the other broker, and so never taken:', always),
      { lines: end(taken, shown) },
    ],
  }
}
