/** The pages of the relations as Markdown, with what the endpoints say of themselves. */
import type { Endpoint } from '../kernel/endpoint.ts'
import type { RelationPage, RelationSubject } from './relations.ts'

const inTable = (text: string) => text.replaceAll('|', String.raw`\|`)

function methods(target: string, endpoints: readonly Endpoint[]): readonly string[] {
  const found = endpoints.filter(({ path }) => path === target)
  const rows = found.map(({ method, summary, responses }) => {
    const statuses = Object.keys(responses).join(', ')
    return `| \`${method}\` | ${inTable(summary)} | ${statuses} |`
  })
  return [`\`${target}\``, ['| method | what it does | answers |', '|---|---|---|', ...rows].join('\n')]
}

export function relationMarkdown(page: RelationPage, endpoints: readonly Endpoint[]): string {
  const [name, ...others] = page.names
  const also = others.length > 0 ? [`Also: ${others.map((other) => `\`${other}\``).join(', ')}`] : []
  const targets = page.targets.flatMap((target) => methods(target, endpoints))
  return `${[`# ${name}`, ...also, ...targets, page.text].join('\n\n')}\n`
}

export function indexMarkdown(subjects: readonly RelationSubject[]): string {
  const sections = subjects.flatMap(({ title, introduction, pages }) => {
    const links = pages.map(({ names, slugs }) => `- [${names.join(', ')}](${slugs[0]})`)
    return [`## ${title}`, introduction, links.join('\n')]
  })
  return `${['# Link relations', 'What each relation in the answers of the broker means, and where it leads.', ...sections].join('\n\n')}\n`
}
