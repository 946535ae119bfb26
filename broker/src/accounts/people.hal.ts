import { type Page, paths } from '@tallystick/client/wire'
import { type Links, formatTime, neighbourLinks } from '../kernel/hal.ts'
import { LINK_ISSUER } from './identity.ts'
import type { PersonRow } from './people.sql.ts'

export function personHal(links: Links, row: PersonRow) {
  const { uuid, name, email, issuer, isAdministrator, disabledAt, teams, createdAt, lastSeenAt } = row
  const signsIn = issuer === LINK_ISSUER ? 'link' : 'provider'
  const another = { title: 'Make another link for signing in', href: links.href(paths.personSignInLink, { uuid }) }
  return {
    uuid,
    name,
    email,
    administrator: isAdministrator,
    disabled: disabledAt !== null,
    signsIn,
    teams,
    createdAt: formatTime(createdAt),
    lastSeenAt: lastSeenAt && formatTime(lastSeenAt),
    _links: {
      self: { title: 'Person', name, href: links.href(paths.person, { uuid }) },
      'pb:people': { title: 'People', href: links.href(paths.people) },
      ...(signsIn === 'link' ? { 'pb:sign-in-link': another } : {}),
      curies: links.curies('person'),
    },
  }
}

interface Listed {
  readonly rows: readonly PersonRow[]
  readonly page: Page
  readonly url: string
  readonly search: string
}

export function peopleHal(links: Links, { rows, ...listed }: Listed) {
  return {
    page: listed.page,
    _embedded: { people: rows.map((row) => personHal(links, row)) },
    _links: neighbourLinks(listed),
  }
}
