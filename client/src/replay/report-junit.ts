import { escaped } from '../provider/junit.ts'
import { type Finding, type ReplayReport, findingName, groupedFindings } from './report.ts'

function inside({ outcome, title, details, request }: Finding): string {
  if (outcome === 'passed') return ''
  const text = escaped([...(request === undefined ? [] : [request]), ...details].join('\n'))
  if (outcome === 'warned') return `<skipped message="${escaped(title)}"/><system-out>${text}</system-out>`
  return `<failure message="${escaped(title)}">${text}</failure>`
}

function testCase(finding: Finding, suite: string): string {
  const attributes = `name="${escaped(findingName(finding))}" classname="${escaped(suite)}" time="0"`
  const content = inside(finding)
  return content === '' ? `    <testcase ${attributes}/>` : `    <testcase ${attributes}>${content}</testcase>`
}

/**
 * The report as JUnit's XML: a suite for each consumer, a case for each finding; a warning is a case that was skipped.
 *
 * @example
 * const facts = { provider: 'Catalogue', startedAt: '2026-01-31T12:00:00.000Z', durationMs: 10_000, success: true }
 * const found = { summary: ['0 failed, 12 passed'], settings: [], findings: [], tables: [] }
 * const xml = replayJunit({ kind: 'load', title: 'Load test of Catalogue', ...facts, ...found })
 * xml.includes('<testsuites name="Load test of Catalogue" time="10.000">') // → true
 */
export function replayJunit(report: ReplayReport): string {
  const suites = groupedFindings(report).map(([heading, findings]) => {
    const name = `${report.kind}: ${heading}`
    const of = (outcome: Finding['outcome']) => findings.filter((finding) => finding.outcome === outcome).length
    const counts = `tests="${findings.length}" failures="${of('failed')}" errors="0" skipped="${of('warned')}"`
    return [
      `  <testsuite name="${escaped(name)}" ${counts} timestamp="${report.startedAt}">`,
      ...findings.map((finding) => testCase(finding, name)),
      '  </testsuite>',
    ].join('\n')
  })
  const time = (report.durationMs / 1000).toFixed(3)
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="${escaped(report.title)}" time="${time}">`,
    ...suites,
    '</testsuites>',
    '',
  ].join('\n')
}
