// Follows every link of every representation, from the index on.

import { paths } from '@tallystick/client/wire'
import { type CrawlWorld, known } from './crawl-world.ts'
import type { TestBroker, TestReply } from './server.ts'

interface Link {
  readonly href: string
  readonly templated?: boolean
}

export interface Followed {
  /** The template of the address where the link was found, and of the one to which it leads. */
  readonly from: string
  readonly to: string
  readonly relation: string
  readonly path: string
  readonly status: number
}

export interface Crawl {
  readonly followed: readonly Followed[]
  /** Links that are not as HAL wants them. */
  readonly malformed: readonly string[]
  /** The pages that the relations' prefixes lead to, with their status. */
  readonly explained: ReadonlyMap<string, number>
}

const withoutNames = (path: string) => path.replaceAll(/\{\w+\}/g, '~')
const templates = Object.values<string>(paths)
  .toSorted((a, b) => (withoutNames(a) < withoutNames(b) ? -1 : 1))
  .map(
    (path) => [path, new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+').replaceAll('.', String.raw`\.`)}$`)] as const,
  )

/** The template of an address below the broker; the address itself where it has none. */
export function templateOf(path: string): string {
  const [pathname = ''] = path.split('?')
  return templates.find(([, pattern]) => pattern.test(pathname))?.[0] ?? pathname
}

/** Where something can be put or posted, whether or not it is there yet. */
const forWriting: Readonly<Record<string, string>> = {
  'pb:tag': 'PUT',
  'pb:tag-prod-version': 'PUT',
  'pb:tag-version': 'PUT',
  'pb:publish-contracts': 'POST',
  'pb:publish-verification-results': 'POST',
  'pb:record-deployment': 'POST',
  'pb:record-release': 'POST',
  'pb:team-pacticipant': 'PUT',
  'pb:trust-rule-trial': 'POST',
  'pb:create': 'POST',
  'pb:execute': 'POST',
  'pb:redeliver': 'POST',
  'pb:restore-deletion': 'POST',
  'try-again': 'POST',
  'pb:delete_integration': 'DELETE',
}

function* linksIn(value: unknown): Generator<readonly [relation: string, link: Link]> {
  if (typeof value !== 'object' || value === null) return
  for (const [key, item] of Object.entries(value)) {
    if (key !== '_links') yield* linksIn(item)
    else {
      for (const [relation, links] of Object.entries<Link | readonly Link[]>(item ?? {})) {
        for (const link of [links].flat()) yield [relation, link]
      }
    }
  }
}

function fillIn(href: string, relation: string, world: CrawlWorld & { readonly base: string }): string {
  const uuid = relation === 'pb:webhook' ? (world.webhook ?? '') : world.environment
  return href.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    if (name === 'uuid') return uuid
    if (name === 'person') return world.person
    if (name === 'pactVersion') return world.otherContent(href.slice(world.base.length))
    return encodeURIComponent(known[name] ?? `unknown-${name}`)
  })
}

async function statusOf(broker: TestBroker, relation: string, path: string): Promise<TestReply> {
  const method = forWriting[relation]
  if (method === undefined) return broker.get(path, { accept: 'application/hal+json, */*;q=0.1' })
  const reply = await broker.request('OPTIONS', path)
  const isPossible = reply.headers.get('allow')?.split(', ').includes(method)
  return isPossible ? reply : { ...reply, status: 405 }
}

export async function crawl(broker: TestBroker, world: CrawlWorld, seeds: readonly string[]): Promise<Crawl> {
  const followed = new Map<string, Followed>()
  const malformed = new Set<string>()
  const pages = new Set<string>()
  const replies = new Map<string, TestReply>()
  const waiting = [...seeds]
  const seen = new Set(waiting)

  for (const path of waiting) {
    const reply = replies.get(path) ?? (await statusOf(broker, 'self', path))
    const from = templateOf(path)
    const curies: readonly { name: string; href: string }[] = reply.json?._links?.curies ?? []
    for (const [relation, { href, templated = false }] of linksIn(reply.json)) {
      if (relation === 'curies') continue
      if (!href.startsWith(broker.url)) {
        malformed.add(`${from} ${relation}: ${href} does not lead to the broker`)
        continue
      }
      if (templated !== href.includes('{')) malformed.add(`${from} ${relation}: templated is ${templated} for ${href}`)
      const filled = fillIn(href, relation, { ...world, base: broker.url })
      const target = filled.slice(broker.url.length) || '/'
      const key = `${relation in forWriting ? relation : 'GET'} ${target}`
      const answer = replies.get(key) ?? (await statusOf(broker, relation, target))
      replies.set(key, answer)
      const [prefix, name = ''] = relation.split(':')
      const curie = curies.find((one) => one.name === prefix)
      if (curie) pages.add(curie.href.replace('{rel}', name))
      followed.set(`${from} ${relation} ${key}`, {
        from,
        to: templateOf(target),
        relation,
        path: target,
        status: answer.status,
      })
      if (relation in forWriting || seen.has(target)) continue
      seen.add(target)
      replies.set(target, answer)
      waiting.push(target)
    }
  }
  const explained = new Map<string, number>()
  for (const page of pages)
    explained.set(page.slice(broker.url.length), (await broker.get(page, { accept: 'text/html' })).status)
  return { followed: [...followed.values()], malformed: [...malformed], explained }
}
