import { readFile, writeFile } from 'node:fs/promises'
import { cpus } from 'node:os'
import { fileURLToPath } from 'node:url'
import type { Measurement } from './measure.ts'

const pageFile = (page: string) => fileURLToPath(new URL(`../docs/${page}.md`, import.meta.url))

/** Where and when the figures were measured. */
export function machineText(): string {
  const [processor] = cpus()
  const day = new Date().toISOString().slice(0, 10)
  return `${cpus().length} cores (${processor?.model ?? 'unknown'}), Node ${process.version}, ${day}`
}

/** Measurements of one estate, in the order of its scenarios. */
export interface Series {
  /** For example `5000 versions`. */
  readonly label: string
  readonly measurements: readonly Measurement[]
}

const cpuOf = (measurement: Measurement) => measurement.brokerCpu + measurement.databaseCpu
export const short = (value: number) => (value >= 10 ? value.toFixed(0) : value.toFixed(2))

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`
}

export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  return [row(header), row(header.map((_, index) => (index === 0 ? '---' : '---:'))), ...rows.map(row)].join('\n')
}

/** One series, beside the same of another broker where there is one. */
export function comparison(ours: Series, theirs: Series | undefined): string {
  const rows = ours.measurements.map((mine) => {
    const other = theirs?.measurements.find(({ name }) => name === mine.name)
    return [
      mine.name,
      `${short(mine.brokerCpu)} + ${short(mine.databaseCpu)}`,
      short(mine.p50),
      other ? `${short(other.brokerCpu)} + ${short(other.databaseCpu)}` : '–',
      other ? short(other.p50) : '–',
      other ? `1/${short(cpuOf(other) / cpuOf(mine))}` : '–',
    ]
  })
  return table(['request', 'CPU', 'p50', 'Pact Broker CPU', 'Pact Broker p50', 'CPU, ours of theirs'], rows)
}

/** How the CPU per request grows along series of the same scenarios. */
export function growth(series: readonly Series[]): string {
  const [first, ...later] = series
  if (!first) return ''
  const rows = first.measurements.map((base) => {
    const others = later.map(({ measurements }) => measurements.find(({ name }) => name === base.name))
    const last = others.at(-1)
    return [
      base.name,
      short(cpuOf(base)),
      ...others.map((other) => (other ? short(cpuOf(other)) : '–')),
      last ? (cpuOf(last) / cpuOf(base)).toFixed(2) : '–',
    ]
  })
  return table(['CPU per request, ms', ...series.map(({ label }) => label), 'growth'], rows)
}

/** Puts each table where the page about performance has its name. */
export async function rewritePage(
  tables: Readonly<Record<string, string>>,
  name: 'performance' | 'scaling' = 'performance',
): Promise<void> {
  let page = await readFile(pageFile(name), 'utf8')
  for (const [title, table] of Object.entries(tables)) {
    const region = new RegExp(`(<!-- ${title} -->\\n)[\\s\\S]*?(<!-- end -->)`)
    page = page.replace(region, (_, begin: string, end: string) => `${begin}\n${table}\n\n${end}`)
  }
  await writeFile(pageFile(name), page)
}
