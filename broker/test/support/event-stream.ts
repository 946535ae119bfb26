// A client of the event stream, as a browser has one.

export interface StreamedEvent {
  readonly id: string
  readonly event: string
  // oxlint-disable-next-line typescript/no-explicit-any -- tests reach into documents freely
  readonly data: any
}

export interface EventStream {
  readonly status: number
  readonly headers: Headers
  /** When the broker, or this client, has closed it. */
  readonly ended: Promise<void>
  readonly events: readonly StreamedEvent[]
  text(): string
  lastId(): string
  /** Waits until what was told satisfies that. */
  until(isEnough: (events: readonly StreamedEvent[]) => boolean): Promise<readonly StreamedEvent[]>
  close(): Promise<void>
}

function parse(block: string): Readonly<Record<string, string>> {
  const lines = block.split('\n').filter((line) => !line.startsWith(':') && line !== '')
  return Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]))
}

/** Opens the stream; what it tells is there to be asked for. */
export async function openEventStream(
  url: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<EventStream> {
  const controller = new AbortController()
  const response = await fetch(url, {
    headers: { accept: 'text/event-stream', ...headers },
    signal: controller.signal,
  })
  const events: StreamedEvent[] = []
  let lastId = ''
  let text = ''
  let told = Promise.withResolvers<void>()
  async function read() {
    let rest = ''
    for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      text += chunk
      rest += chunk
      for (let end = rest.indexOf('\n\n'); end !== -1; end = rest.indexOf('\n\n')) {
        const { id, event, data } = parse(rest.slice(0, end))
        rest = rest.slice(end + 2)
        if (id !== undefined) lastId = id
        if (event !== undefined) events.push({ id: lastId, event, data: JSON.parse(data ?? '') })
      }
      told.resolve()
      told = Promise.withResolvers()
    }
  }
  let hasEnded = false
  async function readToTheEnd() {
    await read().catch(() => {})
    hasEnded = true
    told.resolve()
  }
  const ended = readToTheEnd()
  // The first thing that a stream says is where it begins.
  const hasBegun = () => response.status !== 200 || lastId !== '' || hasEnded
  while (!hasBegun()) await told.promise
  return {
    status: response.status,
    headers: response.headers,
    ended,
    events,
    text: () => text,
    lastId: () => lastId,
    async until(isEnough) {
      while (!isEnough(events)) {
        if (hasEnded) throw new Error(`The stream ended after: ${text}`)
        await told.promise
      }
      return events
    },
    async close() {
      controller.abort()
      await ended
    },
  }
}
