import { paths } from '../wire/paths.ts'
import {
  type LinkSecret,
  type SignInOptions,
  type SignedIn,
  type SignedOut,
  signInOptions,
  signedIn,
  signedOut,
} from '../wire/sign-in.ts'
import { call } from './call.ts'
import type { Transport } from './transport.ts'

export function signInCalls(transport: Transport) {
  return {
    /**
     * How one signs in at this broker, and whether somebody is. Only Tallystick answers it.
     *
     * @example
     * const { mode, provider } = await broker.findSignInOptions()
     * mode // → 'open'
     * provider // → null
     */
    findSignInOptions(): Promise<SignInOptions> {
      return call(transport, { method: 'GET', url: paths.signInOptions, answer: signInOptions })
    },

    /**
     * Signs in with the secret of a link, which is good for once: the answer sets a cookie, which only browsers keep.
     * Only Tallystick answers it.
     *
     * @example
     * await broker.signInByLink({ secret: 'long-gone' }).catch((error) => error.status) // → 403
     */
    signInByLink(link: LinkSecret): Promise<SignedIn> {
      return call(transport, { method: 'POST', url: paths.signInLink, body: link, answer: signedIn })
    },

    /**
     * Ends the session that the request belongs to. Only Tallystick answers it.
     *
     * @example
     * const { continueAt } = await broker.signOut()
     * continueAt // → null
     */
    signOut(): Promise<SignedOut> {
      return call(transport, { method: 'POST', url: paths.signOut, answer: signedOut })
    },
  }
}
