/** What was taken over, and what was not and why: kept while it goes on. */
import { type ArchiveRecord, type Outcome, nameOf } from './archive.ts'

export const things = [
  'teams',
  'environments',
  'applications',
  'versions',
  'contracts',
  'results',
  'deployments',
  'releases',
  'overrides',
  'webhooks',
] as const
export type Thing = (typeof things)[number]

/** How many of a kind are there: since now, since before, or not. */
export interface Counts {
  readonly taken: number
  readonly present: number
  readonly refused: number
}

export interface NotTaken {
  readonly what: string
  readonly why: string
}

export interface Ledger {
  note(record: ArchiveRecord, outcome: Outcome): void
  /** Is there already, and was not sent. */
  present(thing: Thing, count?: number): void
  /** Could not be read. */
  missing(thing: Thing, notTaken: NotTaken): void
  remark(text: string): void
  counts(): Readonly<Record<Thing, Counts>>
  readonly notTaken: readonly NotTaken[]
  readonly remarks: readonly string[]
}

const thingOf = {
  team: 'teams',
  environment: 'environments',
  application: 'applications',
  version: 'versions',
  deployment: 'deployments',
  release: 'releases',
  result: 'results',
  override: 'overrides',
  webhook: 'webhooks',
} as const satisfies Readonly<Record<ArchiveRecord['kind'], Thing>>

type Changing = { -readonly [Name in keyof Counts]: number }

/** A version is not alone. */
function withinVersion(record: ArchiveRecord): readonly (readonly [Thing, number])[] {
  if (record.kind !== 'version') return []
  return [
    ['contracts', record.contracts.length],
    ['deployments', record.deployments.length],
    ['releases', record.releases.length],
  ]
}

export function openLedger(): Ledger {
  const counts: ReadonlyMap<Thing, Changing> = new Map(
    things.map((thing) => [thing, { taken: 0, present: 0, refused: 0 }]),
  )
  const notTaken: NotTaken[] = []
  const remarks: string[] = []
  const add = (thing: Thing, how: keyof Counts, count = 1) => {
    const own = counts.get(thing)
    if (own) own[how] += count
  }
  const none: Counts = { taken: 0, present: 0, refused: 0 }
  const countOf = (thing: Thing): Counts => ({ ...(counts.get(thing) ?? none) })
  return {
    note(record, { outcome, reason }) {
      const how = outcome === 'refused' ? 'refused' : outcome === 'present' ? 'present' : 'taken'
      add(thingOf[record.kind], how)
      for (const [thing, count] of withinVersion(record)) add(thing, how, count)
      if (how === 'refused') notTaken.push({ what: nameOf(record), why: reason ?? '' })
      if (how === 'taken' && record.kind === 'webhook') remarks.push(remarkOn(record))
    },
    present: (thing, count) => add(thing, 'present', count),
    missing(thing, entry) {
      add(thing, 'refused')
      notTaken.push(entry)
    },
    remark: (text) => void remarks.push(text),
    counts: () => ({
      teams: countOf('teams'),
      environments: countOf('environments'),
      applications: countOf('applications'),
      versions: countOf('versions'),
      contracts: countOf('contracts'),
      results: countOf('results'),
      deployments: countOf('deployments'),
      releases: countOf('releases'),
      overrides: countOf('overrides'),
      webhooks: countOf('webhooks'),
    }),
    notTaken,
    remarks,
  }
}

function remarkOn(record: Extract<ArchiveRecord, { readonly kind: 'webhook' }>): string {
  const first = record.secrets.length > 0 ? `set its ${record.secrets.join(', ')}, then ` : ''
  return `The ${nameOf(record)} (${record.uuid}) is switched off: ${first}switch it on when the builds use this broker.`
}
