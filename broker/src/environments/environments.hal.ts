import { paths } from '@tallystick/client/wire'
import { type Links, timestamps } from '../kernel/hal.ts'
import type { Contacts, EnvironmentRow } from './environments.sql.ts'

interface WithEnvironment {
  readonly environmentUuid: string
  readonly environmentName: string
  readonly environmentDisplayName: string
  readonly environmentProduction: boolean
  readonly environmentContacts: Contacts
  readonly environmentCreatedAt: Date
  readonly environmentUpdatedAt: Date
}

/** The environment of a row that also holds what happened in it. */
export function environmentOf(row: WithEnvironment): EnvironmentRow {
  return {
    uuid: row.environmentUuid,
    name: row.environmentName,
    displayName: row.environmentDisplayName,
    production: row.environmentProduction,
    contacts: row.environmentContacts,
    createdAt: row.environmentCreatedAt,
    updatedAt: row.environmentUpdatedAt,
  }
}

export function environmentHal(links: Links, row: EnvironmentRow) {
  const at = { environment: row.uuid }
  return {
    uuid: row.uuid,
    name: row.name,
    displayName: row.displayName,
    production: row.production,
    ...(row.contacts.length > 0 ? { contacts: row.contacts } : {}),
    ...timestamps(row),
    _links: {
      self: { title: 'Environment', name: row.name, href: links.href(paths.environment, at) },
      'pb:currently-deployed-deployed-versions': {
        title: `Versions currently deployed to ${row.displayName} environment`,
        href: links.href(paths.currentlyDeployed, at),
      },
      'pb:currently-supported-released-versions': {
        title: `Versions released and supported in ${row.displayName} environment`,
        href: links.href(paths.currentlySupported, at),
      },
      'pb:environments': { title: 'Environments', href: links.href(paths.environments) },
    },
  }
}

export function environmentsHal(links: Links, rows: readonly EnvironmentRow[]) {
  return {
    _embedded: { environments: rows.map((row) => environmentHal(links, row)) },
    _links: {
      self: { title: 'Environments', href: links.href(paths.environments) },
      'pb:environments': rows.map((row) => ({
        title: 'Environment',
        name: row.name,
        href: links.href(paths.environment, { environment: row.uuid }),
      })),
    },
  }
}

/** An address with the filters that it was asked with. */
export function withQuery(url: string, query: Readonly<Record<string, string | undefined>>): string {
  const given = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) if (value !== undefined) given.set(name, value)
  return given.size === 0 ? url : `${url}?${given.toString()}`
}
