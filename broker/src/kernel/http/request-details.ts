import type { Request, Response } from 'express'
import type { RequestDetails } from '../endpoint.ts'

/** Made for every request, so nothing is done before it is asked for. */
class Details implements RequestDetails {
  readonly #request: Request
  readonly #response: Response

  constructor(request: Request, response: Response) {
    this.#request = request
    this.#response = response
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
}

export function requestDetails(request: Request, response: Response): RequestDetails {
  return new Details(request, response)
}
