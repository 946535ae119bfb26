import type { SearchItem } from '@tallystick/client/wire'
import { linkOptions } from '@tanstack/react-router'

/** The page of what was found. */
export function pageOf(item: SearchItem) {
  switch (item.kind) {
    case 'pacticipant':
      return linkOptions({ to: '/pacticipants/$pacticipant', params: { pacticipant: item.name } })
    case 'environment':
      return linkOptions({ to: '/environments/$environment', params: { environment: item.uuid } })
    case 'contract':
    case 'interaction':
      return linkOptions({
        to: '/pacts/provider/$provider/consumer/$consumer/version/$version',
        params: { consumer: item.consumer, provider: item.provider, version: item.consumerVersion },
        search: item.kind === 'interaction' ? { q: item.description, open: 'all' } : {},
      })
    case 'version':
      return linkOptions({
        to: '/pacticipants/$pacticipant',
        params: { pacticipant: item.pacticipant },
        search: { tab: 'timeline', branch: item.branch ?? undefined },
      })
    case 'branch':
      return linkOptions({
        to: '/pacticipants/$pacticipant',
        params: { pacticipant: item.pacticipant },
        search: { tab: 'timeline', branch: item.name },
      })
  }
}

/** What it is called, in one line. */
export function nameOf(item: SearchItem): string {
  switch (item.kind) {
    case 'pacticipant':
    case 'environment':
    case 'branch':
      return item.name
    case 'contract':
      return `${item.consumer} for ${item.provider}`
    case 'interaction':
      return item.description
    case 'version':
      return item.number
  }
}

/** Tells it from others of its kind. */
export function keyOf(item: SearchItem): string {
  switch (item.kind) {
    case 'pacticipant':
    case 'environment':
      return `${item.kind} ${item.name}`
    case 'contract':
      return `contract ${item.consumer} ${item.provider}`
    case 'interaction':
      return `interaction ${item.consumer} ${item.provider} ${item.method} ${item.path} ${item.description}`
    case 'version':
      return `version ${item.pacticipant} ${item.number}`
    case 'branch':
      return `branch ${item.pacticipant} ${item.name}`
  }
}
