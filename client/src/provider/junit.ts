/** Results as JUnit's XML, which continuous integration systems show: a suite for each contract, a case for each interaction. */
import { contractTitle, differences } from './report.ts'
import { type InteractionResult, isFailure, nameOf } from './result.ts'
import type { VerifiedContract } from './verification.ts'

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
}

/** For XML and HTML. */
export function escaped(text: string): string {
  // XML knows no other control characters, not even escaped.
  return text
    .replaceAll(/[\u0000-\u0008\u000B\u000C\u000E-\u001F]/g, '')
    .replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? '')
}

const seconds = (ms: number): string => (ms / 1000).toFixed(3)

function outcome(result: InteractionResult): string {
  if (result.success) return ''
  const text = escaped(differences(result).join('\n'))
  if (result.pending) return `<skipped message="pending, and not kept yet"/><system-out>${text}</system-out>`
  const [first] = result.mismatches
  return `<failure message="${escaped(first?.says ?? 'it is not kept')}">${text}</failure>`
}

function testCase(result: InteractionResult, className: string): string {
  const attributes = `name="${escaped(nameOf(result))}" classname="${escaped(className)}" time="${seconds(result.durationMs)}"`
  const inside = outcome(result)
  return inside === '' ? `    <testcase ${attributes}/>` : `    <testcase ${attributes}>${inside}</testcase>`
}

function suite({ contract, results }: VerifiedContract): string {
  const title = contractTitle(contract)
  const failures = results.filter(isFailure).length
  const skipped = results.filter((result) => !result.success && result.pending).length
  const time = seconds(results.reduce((total, { durationMs }) => total + durationMs, 0))
  const counts = `tests="${results.length}" failures="${failures}" errors="0" skipped="${skipped}" time="${time}"`
  const cases = results.map((result) => testCase(result, title))
  return [`  <testsuite name="${escaped(title)}" ${counts}>`, ...cases, '  </testsuite>'].join('\n')
}

export function junitReport(contracts: readonly VerifiedContract[]): string {
  return ['<?xml version="1.0" encoding="UTF-8"?>', '<testsuites>', ...contracts.map(suite), '</testsuites>', ''].join(
    '\n',
  )
}
