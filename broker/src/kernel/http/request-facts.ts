import { paths } from '@tallystick/client/wire'
import type { Response } from 'express'
import type { Context } from '../../context.ts'

/** What turns out about a request while it is answered, for those who tell of it afterwards. */
interface RequestFacts {
  /** The template of its address. */
  route: string | undefined
  caller: Context['caller'] | undefined
  traceId: string | undefined
}

const known = new WeakMap<Response, RequestFacts>()

export function factsOf(response: Response): RequestFacts {
  const found = known.get(response)
  if (found) return found
  const facts = { route: undefined, caller: undefined, traceId: undefined }
  known.set(response, facts)
  return facts
}

/** Asked every few seconds for as long as the broker runs. */
const probes: ReadonlySet<string> = new Set([paths.health, paths.ready])

export function isProbe(route: string | undefined): boolean {
  return route !== undefined && probes.has(route)
}
