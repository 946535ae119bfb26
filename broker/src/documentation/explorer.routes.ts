import { paths } from '@tallystick/client/wire'
import { readFileSync, readdirSync } from 'node:fs'
import { extname, join } from 'node:path'
import { z } from 'zod'
import type { Context } from '../context.ts'
import { notFound } from '../kernel/broker-error.ts'
import { type Endpoint, endpoint } from '../kernel/endpoint.ts'
import { pageHeaders } from './documentation-page.ts'

const folder = join(import.meta.dirname, 'explorer')
const mediaTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
}

interface File {
  readonly text: string
  readonly mediaType: string
}

function readFiles(): ReadonlyMap<string, File> {
  return new Map(
    readdirSync(folder).flatMap((name) => {
      const mediaType = mediaTypes[extname(name)]
      return mediaType === undefined ? [] : [[name, { text: readFileSync(join(folder, name), 'utf8'), mediaType }]]
    }),
  )
}

/** The explorer: files that hold nothing of what the broker knows, so that a page can ask for credentials. */
export function explorerEndpoints(): readonly Endpoint[] {
  const files = readFiles()
  const send = ({ config }: Context, name: string) => {
    const file = config.useHalBrowser ? files.get(name) : undefined
    if (!file) throw notFound()
    return { status: 200, body: file.text, mediaType: file.mediaType, headers: pageHeaders }
  }
  return [
    endpoint({
      method: 'GET',
      path: paths.explorer,
      summary: 'A page to explore this API with; the fragment is the path to show',
      access: 'public',
      responses: { 200: z.string() },
      produces: ['text/html'],
      errors: ['not-found'],
      handler: ({ context }) => send(context, 'browser.html'),
    }),
    endpoint({
      method: 'GET',
      path: paths.explorerFile,
      summary: 'The scripts and styles of that page',
      access: 'public',
      responses: { 200: z.string() },
      produces: Object.values(mediaTypes),
      errors: ['not-found'],
      handler: ({ context, params }) => send(context, params.file),
    }),
  ]
}
