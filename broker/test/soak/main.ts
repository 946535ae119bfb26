/**
 * npm run soak                               twenty minutes, 30 requests a second, a fault every 30 s
 * npm run soak -- --minutes 5 --rate 10 --every 20
 * npm run soak -- --write                    and puts the figures into docs/reliability.md
 *
 * Exits with 1 when anything that was acknowledged is lost, an event was not told, a fault is felt for longer than ten
 * seconds, or memory grows by more than a tenth.
 */

import { readFile, writeFile } from 'node:fs/promises'
import { cpus } from 'node:os'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { type SoakPlan, type SoakReport, soak } from './soak.ts'

const page = fileURLToPath(new URL('../../../docs/reliability.md', import.meta.url))
const RECOVERED_WITHIN_MS = 10_000
const GROWTH_AT_MOST = 1.1

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '20' },
    rate: { type: 'string', default: '30' },
    every: { type: 'string', default: '30' },
    write: { type: 'boolean', default: false },
  },
})

const seconds = (milliseconds: number) => `${(milliseconds / 1000).toFixed(1)} s`
const whole = (milliseconds: number) => `${Math.round(milliseconds)} ms`

function longest(report: SoakReport, wanted: string): string {
  const felt = report.faults.filter(({ what }) => what === wanted).map(({ recoveryMs }) => recoveryMs)
  return `${felt.length}, felt for at most ${seconds(Math.max(0, ...felt))}`
}

function rowsOf(plan: SoakPlan, report: SoakReport): readonly (readonly [what: string, figure: string])[] {
  const { acknowledged, lost } = report
  const kept = (name: keyof SoakReport['lost']) => `${acknowledged[name]}, lost: ${lost[name]}`
  return [
    [
      'Machine',
      `${cpus().length} cores, brokers, PostgreSQL, load and target together; ${new Date().toISOString().slice(0, 10)}`,
    ],
    ['Load', `${plan.perSecond} requests a second for ${plan.minutes} minutes: ${report.requests}`],
    ['Requests that failed', `${report.failed} (${((100 * report.failed) / report.requests).toFixed(2)} %)`],
    ['Publications acknowledged', kept('publications')],
    ['Results acknowledged', kept('results')],
    ['Deployments acknowledged', kept('deployments')],
    ['Events', `${report.events}, not told: ${report.eventsNotDelivered}; calls of the target: ${report.deliveries}`],
    ['Time of an answer', `median ${whole(report.p50)}, 95 % ${whole(report.p95)}, 99 % ${whole(report.p99)}`],
    ['Brokers killed', longest(report, 'a broker')],
    ['Database killed', longest(report, 'the database')],
    ['Other seconds that were not normal', `${report.otherSeconds.length} of ${plan.minutes * 60}`],
    [
      'Memory of the broker that lived',
      `${Math.round(report.memory / 1e6)} MB, ${report.memoryGrowth.toFixed(2)} times what it was`,
    ],
  ]
}

function complaints({ lost, eventsNotDelivered, faults, memoryGrowth }: SoakReport): readonly string[] {
  return [
    ...Object.entries(lost).flatMap(([what, count]) => (count > 0 ? [`${count} ${what} were lost.`] : [])),
    ...(eventsNotDelivered > 0 ? [`${eventsNotDelivered} events were not told.`] : []),
    ...faults.flatMap(({ what, at, recoveryMs }) =>
      recoveryMs > RECOVERED_WITHIN_MS ? [`${what} at ${seconds(at)} was felt for ${seconds(recoveryMs)}.`] : [],
    ),
    ...(memoryGrowth > GROWTH_AT_MOST ? [`Memory grew to ${memoryGrowth.toFixed(2)} times what it was.`] : []),
  ]
}

const plan = { minutes: Number(values.minutes), perSecond: Number(values.rate), killEverySeconds: Number(values.every) }
for (const [name, value] of Object.entries(plan)) {
  if (!(value > 0)) throw new Error(`--${name} must be a number above 0.`)
}
const report = await soak(plan)
const table = ['| | |', '| --- | --- |', ...rowsOf(plan, report).map((row) => `| ${row.join(' | ')} |`)].join('\n')
process.stdout.write(`${table}\n`)
if (report.otherSeconds.length > 0) {
  process.stderr.write(`Not normal by themselves: the seconds before ${report.otherSeconds.map(seconds).join(', ')}.\n`)
}
if (values.write) {
  const text = await readFile(page, 'utf8')
  await writeFile(page, text.replace(/(<!-- soak -->\n)[\s\S]*?(<!-- end -->)/, `$1\n${table}\n\n$2`))
}
const wrong = complaints(report)
for (const complaint of wrong) process.stderr.write(`${complaint}\n`)
process.exitCode = wrong.length === 0 ? 0 : 1
