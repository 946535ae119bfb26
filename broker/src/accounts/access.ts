/**
 * Who may do what. Without any credentials configured, everybody may do everything. With them, who has write credentials
 * may do everything, who has read credentials may do what only reads (fetching contracts to verify included), and who
 * has none may do what is public: always, or by a setting. What everybody may read includes heartbeat and badges.
 */
import type { Access } from '../kernel/endpoint.ts'

export type Caller = 'writer' | 'reader' | 'anybody'

export interface Openness {
  readonly hasCredentials: boolean
  readonly publicRead: boolean
  readonly publicHeartbeat: boolean
  readonly publicBadges: boolean
}

type Need = 'nothing' | 'reading' | 'writing'

function needOf(access: Access, open: Openness): Need {
  switch (access) {
    case 'public':
      return 'nothing'
    case 'heartbeat':
      return open.publicHeartbeat || open.publicRead ? 'nothing' : 'reading'
    case 'badge':
      return open.publicBadges || open.publicRead ? 'nothing' : 'reading'
    case 'read':
      return open.publicRead ? 'nothing' : 'reading'
    case 'publish':
    case 'verify':
    case 'record':
    case 'administer':
      return 'writing'
    default:
      return access satisfies never
  }
}

export function isAllowed(caller: Caller, access: Access, open: Openness): boolean {
  if (!open.hasCredentials || caller === 'writer') return true
  const need = needOf(access, open)
  return need === 'nothing' || (need === 'reading' && caller === 'reader')
}
