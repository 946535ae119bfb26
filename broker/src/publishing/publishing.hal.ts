import { type Notice, paths } from '@tallystick/client/wire'
import { type Conflict, conflictText } from '../contracts/contracts.errors.ts'
import { contractTitle } from '../contracts/contracts.hal.ts'
import { type Links, present } from '../kernel/hal.ts'

interface Publication {
  readonly consumer: string
  readonly version: string
  readonly buildUrl: string | undefined
  readonly tags: readonly string[]
  readonly providers: readonly string[]
  readonly notices: readonly Notice[]
}

export function publicationHal(links: Links, { consumer, version, buildUrl, tags, providers, notices }: Publication) {
  const at = { pacticipant: consumer, version }
  const pacticipant = links.href(paths.pacticipant, at)
  const self = { title: 'Version', name: version, href: links.href(paths.version, at) }
  return {
    logs: notices.map(({ type, text }) => ({ level: type, message: text, deprecationWarning: 'Replaced by notices' })),
    notices,
    _embedded: {
      pacticipant: { name: consumer, _links: { self: { href: pacticipant } } },
      version: { number: version, ...present({ buildUrl }), _links: { self } },
    },
    _links: {
      'pb:pacticipant': { title: 'Pacticipant', name: consumer, href: pacticipant },
      'pb:pacticipant-version': { title: 'Pacticipant version', name: version, href: self.href },
      'pb:pacticipant-version-tags': tags.map((tag) => ({
        title: 'Tag',
        name: tag,
        href: links.href(paths.versionTag, { ...at, tag }),
      })),
      'pb:contracts': providers.map((provider) => ({
        title: 'Pact',
        name: contractTitle({ consumer, version, provider }),
        href: links.href(paths.pact, { consumer, version, provider }),
      })),
    },
  }
}

/** The body of a 409: the errors, and after each changed contract what the change is. */
export function conflictBody(conflicts: readonly Conflict[], brokerUrl: string) {
  const texts = conflicts.map((conflict) => conflictText(conflict, brokerUrl))
  const notices = conflicts.flatMap((conflict, index): readonly Notice[] => [
    { type: 'error', text: texts[index] ?? '' },
    ...(conflict.kind === 'changed' ? [{ type: 'info' as const, text: conflict.difference }] : []),
  ])
  return { notices, errors: { contracts: texts } }
}
