import { paths } from '@tallystick/client/wire'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { notFound } from '../kernel/broker-error.ts'
import { type Call, type Endpoint, type Reply, endpoint } from '../kernel/endpoint.ts'
import { wayToRoot } from '../kernel/http/way-to-root.ts'
import { documentationPage, pageHeaders } from './documentation-page.ts'
import { indexMarkdown, relationMarkdown } from './relation-markdown.ts'
import { type RelationSubject, findPage, readSubject } from './relations.ts'

const HTML = 'text/html'
const produces = [HTML, 'text/markdown', 'text/plain']

/** In the order in which people meet them. */
const files = [
  'finding-your-way',
  'pacticipants',
  'versions',
  'branches-and-tags',
  'contracts',
  'contract-lists',
  'verification',
  'environments',
  'can-i-deploy',
  'webhooks',
  'overview',
  'events-and-deletions',
  'retention',
]

const folder = join(import.meta.dirname, 'relations')

/** Every subject, those that no list knows last. */
export function readRelations(): readonly RelationSubject[] {
  const found = readdirSync(folder).filter((name) => name.endsWith('.md'))
  const order = [...files.map((name) => `${name}.md`), ...found]
  return [...new Set(order)].map((name) => readSubject(readFileSync(join(folder, name), 'utf8')))
}

type Asked = Pick<Call<string, unknown, unknown>, 'mediaType' | 'links' | 'url'>

function reply({ mediaType, links, url }: Asked, { markdown, title }: { markdown: string; title: string }): Reply {
  if (mediaType !== HTML) return { status: 200, body: markdown }
  const root = wayToRoot(url.slice(links.base.length))
  return { status: 200, body: documentationPage({ markdown, title, root }), headers: pageHeaders }
}

export function relationEndpoints(endpoints: () => readonly Endpoint[]): readonly Endpoint[] {
  const subjects = readRelations()
  const style = readFileSync(join(import.meta.dirname, 'style.css'), 'utf8')
  return [
    endpoint({
      method: 'GET',
      path: paths.documentationIndex,
      summary: 'Lists what the link relations mean',
      access: 'read',
      responses: { 200: z.string() },
      produces,
      errors: [],
      handler: (call) => reply(call, { markdown: indexMarkdown(subjects), title: 'Link relations' }),
    }),
    endpoint({
      method: 'GET',
      path: paths.documentation,
      summary: 'Says what a link relation means, when to use it, and gives an example',
      access: 'read',
      query: z.object({
        context: z
          .string()
          .optional()
          .describe('in which representation the relation was found; nothing depends on it'),
      }),
      responses: { 200: z.string() },
      produces,
      errors: ['not-found'],
      handler({ params, ...call }) {
        const page = findPage(subjects, params.rel)
        if (!page)
          throw notFound(`There is no relation "${params.rel}". All of them are at ${paths.documentationIndex}.`)
        return reply(call, { markdown: relationMarkdown(page, endpoints()), title: page.names[0] })
      },
    }),
    endpoint({
      method: 'GET',
      path: paths.documentationStyle,
      summary: 'The style of these pages',
      access: 'public',
      responses: { 200: z.string() },
      produces: ['text/css'],
      errors: [],
      handler: () => ({ status: 200, body: style }),
    }),
  ]
}
