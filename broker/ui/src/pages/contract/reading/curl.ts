/** A request of a contract as a command that sends it. Where to is for whoever copies it: the address stands at the end. */
import { contentOf } from './body.ts'
import type { ReadInteraction } from './contract.ts'
import { inline, membersOf, textOf } from './json.ts'
import { contentTypeOf, headerPairs, queryPairs } from './message-parts.ts'

const BASE = 'http://localhost:8080'

const quoted = (text: string) => `'${text.replaceAll("'", String.raw`'\''`)}'`

export function curlOf({ source, kind }: Pick<ReadInteraction, 'source' | 'kind'>): string | undefined {
  if (kind !== 'http') return undefined
  const request = membersOf(source['request'])
  const method = (textOf(request['method']) ?? 'GET').toUpperCase()
  const headers = headerPairs(request['headers'])
  const query = new URLSearchParams(queryPairs(request['query']).map(([name, value]) => [name, inline(value)]))
  const address = `${BASE}${inline(request['path'] ?? '/')}${query.size > 0 ? `?${query.toString()}` : ''}`
  const isVersion4 = textOf(source['type']) !== undefined
  const content = contentOf(request['body'], isVersion4, contentTypeOf(request['headers']))
  const hasType = headers.some(([name]) => name.toLowerCase() === 'content-type')
  const all = !hasType && content?.contentType ? [...headers, ['Content-Type', content.contentType]] : headers
  const hasBody = content !== undefined && content.value !== null
  const isPlain = method === 'GET' && !hasBody
  const parts = [
    `curl${isPlain ? '' : ` -X ${method}`}`,
    ...all.map(([name, value]) => `-H ${quoted(`${inline(name)}: ${inline(value)}`)}`),
    ...(hasBody ? [`--data-binary ${content.base64 === undefined ? quoted(inline(content.value)) : '@-'}`] : []),
    quoted(address),
  ]
  const command = parts.join(' \\\n  ')
  return content?.base64 === undefined ? command : `echo ${quoted(content.base64)} | base64 -d | ${command}`
}
