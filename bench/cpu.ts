import { readFileSync, readdirSync } from 'node:fs'

// Linux counts in hundredths of a second, whatever the kernel's own clock.
const TICKS_PER_SECOND = 100

interface ProcessTimes {
  readonly parent: string
  readonly seconds: number
}

function readProcess(pid: string): ProcessTimes | undefined {
  try {
    const line = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = line.slice(line.lastIndexOf(')') + 2).split(' ')
    // Own and waited-for children's user and system time: fields 14 to 17 of proc(5).
    const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0)
    return { parent: fields[1] ?? '0', seconds: ticks / TICKS_PER_SECOND }
  } catch {
    return undefined
  }
}

/** Seconds of CPU that each root process and its descendants have used since they started. Linux only. */
export function cpuSeconds(roots: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  const processes = new Map<string, ProcessTimes>()
  for (const entry of readdirSync('/proc')) {
    const times = /^\d+$/.test(entry) ? readProcess(entry) : undefined
    if (times) processes.set(entry, times)
  }
  const rootNames = new Map(Object.entries(roots).map(([name, pid]) => [String(pid), name]))
  const sums: Record<string, number> = Object.fromEntries(Object.keys(roots).map((name) => [name, 0]))
  for (const [pid, { seconds }] of processes) {
    // The nearest root above counts: the database is a child of the broker, and is counted apart.
    let current: string | undefined = pid
    while (current !== undefined && !rootNames.has(current)) current = processes.get(current)?.parent
    const name = current === undefined ? undefined : rootNames.get(current)
    if (name !== undefined) sums[name] = (sums[name] ?? 0) + seconds
  }
  return sums
}
