/**
 * What to answer with. Clients name the media types they take, those they like best first. Two get an answer although
 * they name none that there is: browsers, which show JSON, and clients that speak only of how errors should look.
 */
import type { Request } from 'express'
import { JSON_TYPE } from '../endpoint.ts'

export const PROBLEM_JSON = 'application/problem+json'
const BROWSER = 'text/html'
// Clients send the same few headers again and again; the bound is for those who make them up.
const REMEMBERED = 500

type Choose = (request: Request, available: readonly string[]) => string | undefined

function choose(request: Request, available: readonly string[]): string | undefined {
  const chosen = request.accepts([...available])
  if (typeof chosen === 'string') return chosen
  const { accept = '' } = request.headers
  if (accept.includes(BROWSER)) return available.includes(JSON_TYPE) ? JSON_TYPE : available[0]
  return prefersProblems(accept) ? available[0] : undefined
}

function remembering(inner: Choose): Choose {
  const remembered = new Map<string, string | undefined>()
  return (request, available) => {
    const key = `${request.headers.accept ?? '*/*'}\n${available.join()}`
    if (remembered.has(key)) return remembered.get(key)
    if (remembered.size >= REMEMBERED) remembered.clear()
    const chosen = inner(request, available)
    remembered.set(key, chosen)
    return chosen
  }
}

/** The media type that the client likes best, if there is one it takes. */
export const acceptedType: Choose = remembering(choose)

export function prefersProblems(accept: string): boolean {
  return accept.includes(PROBLEM_JSON)
}
