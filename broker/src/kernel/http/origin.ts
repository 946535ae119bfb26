import type { Request, Response } from 'express'
import type { Origin } from '../../context.ts'

/** From where a request came. Few commands ask, so nothing is found out before. */
export class RequestOrigin implements Origin {
  readonly #request: Request
  readonly #response: Response

  constructor(request: Request, response: Response) {
    this.#request = request
    this.#response = response
  }

  /** The client's, as far as proxies are trusted to say it. Undefined when the connection is gone. */
  get address(): string | undefined {
    return this.#request.ip
  }

  /** The one that the answer and the log carry. */
  get requestId(): string | undefined {
    const id = this.#response.getHeader('X-Request-Id')
    return typeof id === 'string' ? id : undefined
  }
}
