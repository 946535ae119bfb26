import { type About, about } from '../wire/diagnostics.ts'
import { paths } from '../wire/paths.ts'
import { call } from './call.ts'
import type { Transport } from './transport.ts'

export function aboutCalls(transport: Transport) {
  return {
    /**
     * Which release of the broker answers, since when it runs, and on what. Only Tallystick answers it.
     *
     * @example
     * const { license } = await broker.getAbout()
     * license // → 'MIT'
     */
    getAbout(): Promise<About> {
      return call(transport, { method: 'GET', url: paths.about, answer: about })
    },
  }
}
