import { randomUUID } from 'node:crypto'
import { type IncomingMessage, type ServerResponse, createServer } from 'node:http'
import type { JsonObject } from '../contract/json.ts'
import { isJsonObject } from '../contract/json.ts'
import type { Listener } from './app.ts'
import { textIn } from './json-parts.ts'
import { bytesOf } from './request-filter.ts'

export interface MessageReply {
  readonly body: Uint8Array
  readonly contentType: string
  readonly metadata: JsonObject
}

/** Who answers what the core asks; interactions go by the names that their shard gives them. */
export interface Stage {
  /** Brings the provider into the states of an interaction. Gives values for it, or undefined when that failed. */
  setUp(name: string): Promise<JsonObject | undefined>
  /** The message that the provider sends; undefined when it sends none. */
  message(name: string): Promise<MessageReply | undefined>
  /** The provider itself. */
  readonly provider: Listener
}

export interface ReplayServer {
  readonly url: string
  readonly stateUrl: string
  readonly messageUrl: string
  close(): Promise<void>
}

// A 5xx would be asked again for minutes, with ever longer waits.
const FAILED = 422

async function readJson(request: IncomingMessage): Promise<JsonObject> {
  const body: unknown = JSON.parse(Buffer.from(await bytesOf(request)).toString())
  return isJsonObject(body) ? body : {}
}

function answerJson(response: ServerResponse, status: number, body: JsonObject): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

async function answerState(stage: Stage, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const values = await stage.setUp(textIn(await readJson(request), 'state') ?? '')
  answerJson(response, values === undefined ? FAILED : 200, values ?? {})
}

async function answerMessage(stage: Stage, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const reply = await stage.message(textIn(await readJson(request), 'description') ?? '')
  if (reply === undefined) {
    answerJson(response, FAILED, {})
    return
  }
  const { body, contentType, metadata } = reply
  response.writeHead(200, {
    'content-type': contentType,
    'pact-message-metadata': Buffer.from(JSON.stringify(metadata)).toString('base64'),
  })
  response.end(body)
}

/** One server on this machine for the provider, its states and its messages: the core asks nobody else. */
export async function startReplayServer(stage: Stage): Promise<ReplayServer> {
  // No path of the provider begins like this.
  const own = `/${randomUUID()}`
  const [stateUrl, messageUrl] = [`${own}/states`, `${own}/messages`]

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.url === stateUrl) await answerState(stage, request, response)
    else if (request.url === messageUrl) await answerMessage(stage, request, response)
    else await stage.provider(request, response)
  }

  const server = createServer((request, response) => {
    answer(request, response).catch(() => {
      if (response.headersSent) response.destroy()
      else response.writeHead(request.url?.startsWith(own) ? FAILED : 500).end()
    })
  })
  server.listen(0, '127.0.0.1')
  await new Promise<void>((resolve, reject) => {
    server.once('listening', resolve)
    server.once('error', reject)
  })
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const url = `http://127.0.0.1:${port}`
  return {
    url,
    stateUrl: url + stateUrl,
    messageUrl: url + messageUrl,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => {
        server.close(resolve)
      })
    },
  }
}
