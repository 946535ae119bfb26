/** A report as one page: nothing is loaded from elsewhere, nothing runs, and it can be kept as a file of a build. */
import { escaped } from '../provider/junit.ts'
import { type Finding, type ReplayReport, type ReportTable, findingName, groupedFindings } from './report.ts'

const STYLE = `
:root { color-scheme: light dark; --line: #8884; --dim: light-dark(#57606a, #9aa4ae);
  --good: light-dark(#116329, #4ac26b); --bad: light-dark(#a40e26, #ff7b72); --warn: light-dark(#7d4e00, #e3b341); }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 72rem; margin: 0 auto; padding: 1.5rem; }
h1 { font-size: 1.5rem; margin: 0; } h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; }
.dim, dt { color: var(--dim); } .passed { color: var(--good); } .failed { color: var(--bad); } .warned { color: var(--warn); }
.result { font-weight: 600; } .scroll { overflow-x: auto; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem 1rem; margin: 1rem 0; } dd { margin: 0; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { border-bottom: 1px solid var(--line); padding: .3rem .6rem; text-align: right; white-space: nowrap; }
th:first-child, td:first-child { text-align: left; white-space: normal; min-width: 12rem; padding-left: 0; }
ul { list-style: none; padding: 0; margin: 0; } li { border-bottom: 1px solid var(--line); padding: .5rem 0; }
pre { margin: .3rem 0 0 1.2rem; white-space: pre-wrap; overflow-wrap: anywhere; font-size: .85rem; }
code { overflow-wrap: anywhere; } @media print { body { max-width: none; padding: 0; } }
`

const WORDS = { passed: '✓ passed', warned: '! warning', failed: '✗ failed' } as const

function rowHtml(cells: readonly string[], open: 'td' | 'th scope="col"'): string {
  const close = open.slice(0, 2)
  return `<tr>${cells.map((cell) => `<${open}>${escaped(cell)}</${close}>`).join('')}</tr>`
}

function tableHtml({ title, header, rows }: ReportTable): string {
  if (rows.length === 0) return ''
  return [
    `<h2>${escaped(title)}</h2>`,
    '<div class="scroll" tabindex="0"><table>',
    `<thead>${rowHtml(header, 'th scope="col"')}</thead>`,
    `<tbody>${rows.map((cells) => rowHtml(cells, 'td')).join('\n')}</tbody>`,
    '</table></div>',
  ].join('\n')
}

function findingHtml(finding: Finding): string {
  const { outcome, title, details, request } = finding
  return [
    `<li><strong class="${outcome}">${WORDS[outcome]}</strong> ${escaped(findingName(finding))}: ${escaped(title)}`,
    ...(request === undefined ? [] : [`<br><code class="dim">${escaped(request)}</code>`]),
    ...(details.length === 0 ? [] : [`<pre>${escaped(details.join('\n'))}</pre>`]),
    '</li>',
  ].join('\n')
}

const ORDER: readonly Finding['outcome'][] = ['failed', 'warned', 'passed']

/** What needs somebody's eye comes first. */
function byOutcome(findings: readonly Finding[]): readonly Finding[] {
  return findings.toSorted((one, other) => ORDER.indexOf(one.outcome) - ORDER.indexOf(other.outcome))
}

/**
 * The report as a page of HTML in one text: without scripts, without anything from elsewhere, for light and dark.
 *
 * @example
 * const facts = { provider: 'Catalogue', startedAt: '2026-01-31T12:00:00.000Z', durationMs: 10_000, success: true }
 * const found = { summary: ['0 failed, 12 passed'], settings: [], findings: [], tables: [] }
 * const page = replayHtml({ kind: 'load', title: 'Load test of Catalogue', ...facts, ...found })
 * page.includes('<h1>Load test of Catalogue</h1>') // → true
 */
export function replayHtml(report: ReplayReport): string {
  const { title, success, summary, settings, tables, startedAt, durationMs } = report
  const [result = '', ...more] = summary
  const facts = [...settings, ['began', startedAt], ['took', `${(durationMs / 1000).toFixed(1)} s`]] as const
  const findings = groupedFindings(report).map(([heading, found]) =>
    [`<h2>${escaped(heading)}</h2>`, '<ul>', ...byOutcome(found).map(findingHtml), '</ul>'].join('\n'),
  )
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    `<title>${escaped(title)}</title>`,
    `<style>${STYLE}</style>`,
    '</head>',
    '<body>',
    `<h1>${escaped(title)}</h1>`,
    `<p class="result ${success ? 'passed' : 'failed'}">${escaped(result)}</p>`,
    ...more.map((sentence) => `<p>${escaped(sentence)}</p>`),
    `<dl>${facts.map(([name, value]) => `<dt>${escaped(name)}</dt><dd>${escaped(value)}</dd>`).join('\n')}</dl>`,
    ...tables.map(tableHtml),
    ...findings,
    '</body>',
    '</html>',
    '',
  ].join('\n')
}
