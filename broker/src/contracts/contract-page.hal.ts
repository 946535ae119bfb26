import { paths } from '@tallystick/client/wire'
import { type Links, formatTime } from '../kernel/hal.ts'
import { contractTitle } from './contracts.hal.ts'
import type { ContractRow } from './contracts.sql.ts'
import { type Json, memberOf, textOf } from './exact-json.ts'
import { type Interaction, type ProviderState, listInteractions } from './interactions.ts'
import { prettyJson } from './pretty-json.ts'
import { readJson } from './read-json.ts'

// Beyond that many characters nobody reads a page, and making it would keep others waiting.
const MOST_TO_SHOW = 5_000_000

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Text for a page. What no page can hold, control characters and halves of surrogate pairs, is replaced. */
function escape(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]/g, '\ufffd')
    .replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? character)
}

const pre = (json: Json) => `<pre>${escape(prettyJson(json, 'sent'))}</pre>`
const anchor = (href: string, text: string) => `<a href="${escape(href)}">${escape(text)}</a>`

// Shown in another way, or of no interest to who reads.
const NOT_LISTED = new Set(['_id', 'type', 'description', 'provider_state', 'providerState', 'providerStates'])

/** `matchingRules` → `Matching rules` */
function headingOf(key: string): string {
  const words = key.replaceAll(/([a-z])([A-Z])/g, (_, end: string, start: string) => `${end} ${start.toLowerCase()}`)
  return words.slice(0, 1).toUpperCase() + words.slice(1)
}

function stateItem({ name, params }: ProviderState): string {
  return `<li>${escape(name)}${params === undefined ? '' : ` <code>${escape(JSON.stringify(params))}</code>`}</li>`
}

function interactionArticle({ description, providerStates, method, path, json }: Interaction): string {
  const address = [method, path].filter((part) => part !== undefined).join(' ')
  const parts =
    json.kind === 'object'
      ? json.members
          .filter(({ key }) => !NOT_LISTED.has(key))
          .map(({ key, value }) => `<h4>${escape(headingOf(key))}</h4>\n${pre(value)}`)
      : [pre(json)]
  return [
    '<article>',
    `<h3>${escape(description === '' ? 'Without a description' : description)}</h3>`,
    ...(address === '' ? [] : [`<p><code>${escape(address)}</code></p>`]),
    ...(providerStates.length > 0 ? [`<p>Given:</p>\n<ul>${providerStates.map(stateItem).join('')}</ul>`] : []),
    ...parts,
    '</article>',
  ].join('\n')
}

function content(document: Json): string {
  const found =
    document.kind === 'object'
      ? [listInteractions(document, 'interactions'), listInteractions(document, 'messages')].filter(
          (list) => list !== undefined,
        )
      : []
  if (found.length === 0) return `<h2>Document</h2>\n${pre(document)}`
  const interactions = found.flat()
  return [`<h2>Interactions (${interactions.length})</h2>`, ...interactions.map(interactionArticle)].join('\n')
}

function specificationOf(document: Json | undefined): string | undefined {
  const metadata = memberOf(document, 'metadata')
  const specification = memberOf(metadata, 'pactSpecification') ?? memberOf(metadata, 'pact-specification')
  return textOf(memberOf(specification, 'version') ?? memberOf(metadata, 'pactSpecificationVersion'))
}

function facts(links: Links, row: ContractRow, document: Json | undefined): string {
  const { consumer, provider, version } = row
  const specification = specificationOf(document)
  const entries: readonly (readonly [string, string])[] = [
    ['Consumer', anchor(links.href(paths.pacticipant, { pacticipant: consumer }), consumer)],
    ['Consumer version', anchor(links.href(paths.version, { pacticipant: consumer, version }), version)],
    ['Provider', anchor(links.href(paths.pacticipant, { pacticipant: provider }), provider)],
    ['Published', `<time>${formatTime(row.createdAt)}</time>`],
    ...(specification === undefined ? [] : [['Pact specification', escape(specification)] as const]),
  ]
  return `<dl>\n${entries.map(([name, value]) => `<dt>${name}</dt><dd>${value}</dd>`).join('\n')}\n</dl>`
}

/** The contract as a page to read: nothing in it runs, and it loads nothing. */
export function contractPage(links: Links, row: ContractRow): string {
  const { consumer, provider, version } = row
  const pair = { consumer, provider }
  const document = row.content.length > MOST_TO_SHOW ? undefined : readJson(row.content)
  const title = escape(contractTitle(row))
  // The older address answers browsers with JSON.
  const other = [
    anchor(links.href(paths.pactAlias, { ...pair, version }), 'As JSON'),
    anchor(links.href(paths.previousDistinctDiff, { ...pair, version }), 'What changed'),
    anchor(links.href(paths.latestPact, pair), 'Latest'),
    anchor(links.href(paths.pactVersions, pair), 'All versions'),
  ]
  return [
    '<!DOCTYPE html>',
    '<html lang="en">',
    `<head>\n<meta charset="utf-8"/>\n<meta name="viewport" content="width=device-width, initial-scale=1"/>`,
    `<title>${title}</title>\n</head>`,
    `<body>\n<main>\n<h1>${title}</h1>`,
    facts(links, row, document),
    `<nav>${other.join(' · ')}</nav>`,
    document ? content(document) : '<p>This contract is too large for a page.</p>',
    '</main>\n</body>\n</html>\n',
  ].join('\n')
}
