import type { ContractDocument } from '../provider/document.ts'
import { readDocument } from '../provider/document.ts'
import { parseExactly } from '../provider/exact-json.ts'
import type { Knowledge } from './changing-values.ts'
import { compareContracts } from './compare.ts'
import type { Finding } from './finding.ts'
import { lintContract, needlesIn } from './lint-contract.ts'
import type { Moments } from './moments.ts'

/** A contract file as it was read. */
export interface LintFile {
  readonly path: string
  readonly text: string
  /** When it was written. */
  readonly writtenAt: number
}

export interface ParsedFile extends LintFile {
  readonly document: ContractDocument
}

export interface LintedFile extends ParsedFile {
  readonly findings: readonly Finding[]
}

interface Linting {
  readonly now: number
  /** What another run wrote. */
  readonly before: readonly ParsedFile[] | undefined
  isWritten: Knowledge['isWritten']
}

export function parseFile(file: LintFile): ParsedFile {
  return { ...file, document: readDocument(parseExactly(file.text), file.path) }
}

const momentsOf = ({ writtenAt }: LintFile, now: number): Moments => [now, writtenAt]

/** What source files are searched for. */
export function needlesOf(files: readonly ParsedFile[], now: number): ReadonlySet<string> {
  return new Set(files.flatMap((file) => needlesIn(file.document, momentsOf(file, now))))
}

/** A pair may have several files: the first of one run belongs to the first of the other. */
function byPair(files: readonly ParsedFile[]): ReadonlyMap<string, ParsedFile> {
  const groups = Map.groupBy(files, ({ document: { consumer, provider } }) => JSON.stringify([consumer, provider]))
  return new Map(
    [...groups].flatMap(([pair, group]) => group.map((file, index) => [`${pair} ${index}`, file] as const)),
  )
}

const inOneRun = (run: string): Finding => ({
  rule: 'one-run-only',
  severity: 'error',
  path: [],
  says: `Only the ${run} run wrote this contract.`,
  next: 'Look for tests that do not always run, and for names that change.',
})

function compared(before: readonly ParsedFile[], after: readonly ParsedFile[]): readonly LintedFile[] {
  const [ones, others] = [byPair(before), byPair(after)]
  const both = [...others].map(([pair, other]): LintedFile => {
    const one = ones.get(pair)
    return { ...other, findings: one ? compareContracts(one, other) : [inOneRun('second')] }
  })
  const gone = [...ones].filter(([pair]) => !others.has(pair))
  return [...both, ...gone.map(([, one]) => ({ ...one, findings: [inOneRun('first')] }))]
}

const placeKey = ({ path }: Finding) => JSON.stringify(path)

function lintFile(file: LintedFile, { now, before, isWritten }: Linting): LintedFile {
  const moments = momentsOf(file, now)
  const isCompared = before !== undefined && !file.findings.some(({ rule }) => rule === 'one-run-only')
  const places = new Set(file.findings.map(placeKey))
  const found = lintContract(file.document, { moments, isWritten, isCompared })
  // What is known to change needs no guess.
  return { ...file, findings: [...file.findings, ...found.filter((finding) => !places.has(placeKey(finding)))] }
}

/** What all rules find in these contracts, and in the comparison with those of another run. */
export function lintFiles(files: readonly ParsedFile[], linting: Linting): readonly LintedFile[] {
  const found = linting.before ? compared(linting.before, files) : files.map((file) => ({ ...file, findings: [] }))
  return found.map((file) => lintFile(file, linting))
}
