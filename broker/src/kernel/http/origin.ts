import type { Request, Response } from 'express'
import ipaddr from 'ipaddr.js'
import type { Origin } from '../../context.ts'

/** The client's address, as far as proxies are trusted to say it (`TALLYSTICK_TRUST_PROXY`): always one, never a name. */
export function addressOf({ ip, socket }: Pick<Request, 'ip' | 'socket'>): string | undefined {
  const said = ip?.split('%', 1)[0]
  if (said !== undefined && ipaddr.isValid(said)) return ipaddr.process(said).toString()
  return socket.remoteAddress
}

/** From where a request came. Few commands ask, so nothing is found out before. */
export class RequestOrigin implements Origin {
  readonly #request: Request
  readonly #response: Response

  constructor(request: Request, response: Response) {
    this.#request = request
    this.#response = response
  }

  /** The client's. Undefined when the connection is gone. */
  get address(): string | undefined {
    return addressOf(this.#request)
  }

  /** The one that the answer and the log carry. */
  get requestId(): string | undefined {
    const id = this.#response.getHeader('X-Request-Id')
    return typeof id === 'string' ? id : undefined
  }
}
