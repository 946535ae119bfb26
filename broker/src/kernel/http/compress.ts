import compression from 'compression'
import type { RequestHandler } from 'express'
import { constants } from 'node:zlib'

// The quickest settings: JSON with its repeated links shrinks to a tenth already.
const SETTINGS = {
  // Bytes; what is smaller is carried by one packet anyway.
  threshold: 1400,
  level: 1,
  brotli: { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } },
}

/** Compresses replies for the clients that name an encoding. For the others the response is not even prepared for it. */
export function compressReplies(): RequestHandler {
  const compress = compression(SETTINGS)
  return (request, response, next) => {
    if (request.headers['accept-encoding'] === undefined) next()
    else compress(request, response, next)
  }
}
