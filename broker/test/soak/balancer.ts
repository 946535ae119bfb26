// Hands each request to the next broker, as a proxy in front of them does: one that takes no connection is left out for a
// moment, and what it could not be given goes to the next. What broke off in the middle has failed.

const LEFT_OUT_MS = 500
const GIVEN_UP_MS = 10_000

export interface Call {
  readonly method: 'GET' | 'POST' | 'PUT'
  readonly path: string
  readonly body?: unknown
}

export interface Answer {
  /** 0: there was none. */
  readonly status: number
  // oxlint-disable-next-line typescript/no-explicit-any -- tests reach into documents freely
  readonly json: any
}

export type Send = (call: Call) => Promise<Answer>

const nothing: Answer = { status: 0, json: undefined }

function codeOf(error: unknown): unknown {
  return error instanceof Error ? Reflect.get(Object(error.cause), 'code') : undefined
}

async function ask(url: string, { method, path, body }: Call): Promise<Answer | 'not connected'> {
  try {
    const response = await fetch(url + path, {
      method,
      headers: { accept: 'application/hal+json, application/json', 'content-type': 'application/json' },
      signal: AbortSignal.timeout(GIVEN_UP_MS),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    return { status: response.status, json: text === '' ? undefined : JSON.parse(text) }
  } catch (error) {
    return codeOf(error) === 'ECONNREFUSED' ? 'not connected' : nothing
  }
}

/** `urls` gives the addresses of the brokers as they are at that moment. */
export function balance(urls: () => readonly string[]): Send {
  const leftOutUntil = new Map<string, number>()
  let turn = 0
  return async (call) => {
    const all = urls()
    for (let tried = 0; tried < all.length; tried += 1) {
      const url = all[(turn += 1) % all.length] ?? ''
      if ((leftOutUntil.get(url) ?? 0) > Date.now()) continue
      const answer = await ask(url, call)
      if (answer !== 'not connected') return answer
      leftOutUntil.set(url, Date.now() + LEFT_OUT_MS)
    }
    return nothing
  }
}
