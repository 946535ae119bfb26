/**
 * The command that does the next step towards a yes. Words in angle brackets are to be filled in.
 */
import { paths } from '@tallystick/client/wire'
import type { Links } from '../kernel/hal.ts'
import type { ResolvedSelector } from './facts.ts'
import type { Row } from './rows.ts'
import type { Criteria, Question } from './selectors.ts'
import type { Finding, Side } from './verdict.ts'

/** Quoted for a shell where it has to be; placeholders stay as they are. */
function word(value: string): string {
  return /^[\w.:/@+,=-]+$/.test(value) || /^<[\w ]+>$/.test(value)
    ? value
    : `'${value.replaceAll("'", String.raw`'\''`)}'`
}

function command(program: string, options: Readonly<Record<string, string | true>>): string {
  const written = Object.entries(options).map(([name, value]) =>
    value === true ? `--${name}` : `--${name} ${word(value)}`,
  )
  return [program, ...written].join(' ')
}

/** Makes the selector match something. */
function provideVersion({ name, criteria, mainBranch }: ResolvedSelector): string {
  const version = criteria.version ?? '<version>'
  if (criteria.environment !== undefined) {
    return command('tally record-deployment', { pacticipant: name, version, environment: criteria.environment })
  }
  if (criteria.tag !== undefined) {
    return command('pact-broker create-version-tag', { pacticipant: name, version, tag: criteria.tag })
  }
  if (criteria.branch !== undefined || criteria.mainBranch) {
    const branch = criteria.branch ?? mainBranch ?? '<main branch>'
    return command('pact-broker create-or-update-version', { pacticipant: name, version, branch })
  }
  return command(`tally publish ${word('<pact files>')}`, { 'consumer-app-version': version })
}

function contractUrl(links: Links, row: Row): string {
  const { consumer, provider } = row.pair
  return links.href(paths.pactVersionContent, { consumer, provider, sha: row.sha })
}

/** Replays the contract against the provider, and publishes what comes out of it. */
function verify(links: Links, row: Row, provider: Side): string {
  return command('pact-verifier', {
    'provider-name': provider.name,
    url: contractUrl(links, row),
    'provider-version': provider.version?.number ?? '<version>',
    publish: true,
  })
}

function hasVersions(selector: ResolvedSelector): boolean {
  return selector.versions === 'any' || selector.versions.length > 0
}

function destination(target: Criteria | undefined): Readonly<Record<string, string>> {
  if (target?.tag !== undefined) return { to: target.tag }
  return { 'to-environment': target?.environment ?? '<environment>' }
}

/** Asks again, and better. */
function ask({ selectors, target }: Question): string | null {
  const [selector] = selectors
  if (!selector?.pacticipant || selectors.length > 1) return null
  return command('tally can-i-deploy', {
    pacticipant: selector.pacticipant,
    version: selector.version ?? '<version>',
    ...destination(target),
  })
}

/** What was asked for may happen; afterwards the broker is to know. */
function recordDeployment({ selectors, target }: Question): string | null {
  const [selector] = selectors
  if (target?.environment === undefined || selectors.length > 1) return null
  if (selector?.pacticipant === undefined || selector.version === undefined) return null
  const { pacticipant, version } = selector
  return command('tally record-deployment', { pacticipant, version, environment: target.environment })
}

export function nextStep(finding: Finding, question: Question, links: Links): string | null {
  switch (finding.kind) {
    case 'all-verified':
    case 'nothing-missing':
      return recordDeployment(question)
    case 'environment-not-specified':
    case 'version-not-specified':
      return ask(question)
    case 'version-not-found':
      return provideVersion(finding.selector)
    case 'not-verified': {
      const { provider, row } = finding
      if (provider.selector && !hasVersions(provider.selector)) return provideVersion(provider.selector)
      return row ? verify(links, row, provider) : null
    }
    case 'verification-failed':
      // Without publishing: to see why, on the spot.
      return finding.row
        ? command('pact-verifier', { 'provider-name': finding.provider.name, url: contractUrl(links, finding.row) })
        : null
    case 'nothing-to-ignore':
    case 'parameter-not-known':
    case 'rows-limited':
    case 'too-much-to-compare':
      return null
  }
}
