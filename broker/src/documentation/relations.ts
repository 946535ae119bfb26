/**
 * What the link relations mean, read from `relations/*.md`: a file is a subject, and each of its second-level headings
 * names the relations that the text below it explains. Lines `Leads to …` name the addresses.
 */

export interface RelationPage {
  /** As they stand in representations; the first is the one to use. */
  readonly names: readonly [string, ...string[]]
  /** By which it is found: the names without their prefix. */
  readonly slugs: readonly [string, ...string[]]
  /** Templates of addresses. */
  readonly targets: readonly string[]
  readonly text: string
}

export interface RelationSubject {
  readonly title: string
  readonly introduction: string
  readonly pages: readonly RelationPage[]
}

const TARGET = /^Leads to `([^`]+)`\.\n+/gm

const slugOf = (name: string) => name.replace(/^\w+:/, '')

function readPage(section: string): RelationPage {
  const end = section.indexOf('\n')
  const [first = '', ...others] = section.slice(0, end).trim().split(', ')
  const body = section.slice(end + 1)
  return {
    names: [first, ...others],
    slugs: [slugOf(first), ...others.map(slugOf)],
    targets: [...body.matchAll(TARGET)].map(([, target = '']) => target),
    text: body.replaceAll(TARGET, '').trim(),
  }
}

export function readSubject(markdown: string): RelationSubject {
  const [head = '', ...sections] = markdown.split(/^## /m)
  const [title = '', ...introduction] = head.trim().split('\n')
  return {
    title: title.replace(/^# /, ''),
    introduction: introduction.join('\n').trim(),
    pages: sections.map(readPage),
  }
}

/**
 * The page of a relation. The representations of webhooks say `webhooks-…` for relations that mean something else there;
 * where they do not, it is the relation of that name.
 */
export function findPage(subjects: readonly RelationSubject[], slug: string): RelationPage | undefined {
  const pages = subjects.flatMap((subject) => subject.pages)
  const named = (name: string) => pages.find(({ slugs }) => slugs.includes(name))
  return named(slug) ?? named(slug.replace(/^webhooks-/, ''))
}
