import { cpuSeconds } from './cpu.ts'
import type { Send } from './http.ts'
import type { Scenario } from './scenarios.ts'

export interface Measurement {
  readonly name: string
  readonly requests: number
  /** Milliseconds. */
  readonly p50: number
  readonly p95: number
  /** Milliseconds of CPU per request. */
  readonly brokerCpu: number
  readonly databaseCpu: number
  readonly bytes: number
}

interface Target {
  readonly send: Send
  readonly processes: { readonly broker: number; readonly database: number }
}

export function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil((percent / 100) * sorted.length) - 1)] ?? Number.NaN
}

/** Sends one request after the other for `seconds`, after warming up, and divides the CPU used by their number. */
export async function measure(target: Target, scenario: Scenario, seconds: number): Promise<Measurement> {
  for (const until = Date.now() + seconds * 250; Date.now() < until;) await target.send(scenario.call())
  const times: number[] = []
  let bytes = 0
  const before = cpuSeconds(target.processes)
  for (const until = Date.now() + seconds * 1000; Date.now() < until;) {
    const call = scenario.call()
    const reply = await target.send(call)
    if (reply.status >= 300) throw new Error(`${scenario.name}: ${reply.status} ${reply.text.slice(0, 400)}`)
    times.push(reply.milliseconds)
    bytes = reply.text.length
  }
  const after = cpuSeconds(target.processes)
  const perRequest = (name: 'broker' | 'database') => (((after[name] ?? 0) - (before[name] ?? 0)) * 1000) / times.length
  return {
    name: scenario.name,
    requests: times.length,
    p50: percentile(times, 50),
    p95: percentile(times, 95),
    brokerCpu: perRequest('broker'),
    databaseCpu: perRequest('database'),
    bytes,
  }
}
