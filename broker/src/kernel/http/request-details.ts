import type { Request, Response } from 'express'
import type { RequestDetails } from '../endpoint.ts'

interface Asking {
  readonly request: Request
  readonly response: Response
  readonly assertAllowed: (request: Request) => Promise<void>
}

/** Made for every request, so nothing is done before it is asked for. */
class Details implements RequestDetails {
  readonly #request: Request
  readonly #response: Response
  readonly #assertAllowed: (request: Request) => Promise<void>

  constructor({ request, response, assertAllowed }: Asking) {
    this.#request = request
    this.#response = response
    this.#assertAllowed = assertAllowed
  }

  get search(): string {
    const { url } = this.#request
    const question = url.indexOf('?')
    return question === -1 ? '' : url.slice(question + 1)
  }

  header(name: string): string | undefined {
    return this.#request.get(name)
  }

  hungUp(): AbortSignal {
    const controller = new AbortController()
    const response = this.#response
    const check = () => {
      if (!response.writableEnded) controller.abort()
    }
    if (response.closed) check()
    else response.once('close', check)
    return controller.signal
  }

  assertStillAllowed(): Promise<void> {
    return this.#assertAllowed(this.#request)
  }
}

export function requestDetails(asking: Asking): RequestDetails {
  return new Details(asking)
}
