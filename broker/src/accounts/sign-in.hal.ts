import { paths } from '@tallystick/client/wire'
import { type Links, formatTime } from '../kernel/hal.ts'
import type { Caller } from './caller.ts'
import type { SignedInPerson } from './sign-in.command.ts'

interface Options {
  readonly mode: 'open' | 'accounts'
  /** The name of the identity provider. */
  readonly provider: string | undefined
  readonly caller: Caller
}

export function signInOptionsHal(links: Links, { mode, provider, caller }: Options) {
  const { kind, uuid, name } = caller
  const withProvider = { title: 'Sign in with the identity provider', href: links.href(paths.signInProvider) }
  return {
    mode,
    provider: provider === undefined ? null : { name: provider },
    person: kind === 'person' && uuid !== undefined ? { uuid, name } : null,
    _links: {
      self: { title: 'How one signs in', href: links.href(paths.signInOptions) },
      ...(provider === undefined ? {} : { 'pb:sign-in-provider': withProvider }),
      curies: links.curies('sign-in'),
    },
  }
}

export function signedInHal(links: Links, { person: { uuid, name }, session }: SignedInPerson) {
  return {
    person: { uuid, name },
    expiresAt: formatTime(session.expiresAt),
    _links: {
      'pb:me': { title: 'Who asks', href: links.href(paths.me) },
      curies: links.curies('sign-in'),
    },
  }
}
