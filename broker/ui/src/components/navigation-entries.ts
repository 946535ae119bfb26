import {
  Grid3x3,
  Layers,
  LayoutList,
  ListChecks,
  type LucideIcon,
  Network,
  Rocket,
  Settings,
  Webhook,
} from 'lucide-react'

interface Entry {
  readonly to:
    | '/'
    | '/can-i-deploy'
    | '/environments'
    | '/network'
    | '/settings'
    | '/webhooks'
    | '/matrix'
    | '/verification-requests'
  readonly name: string
  readonly icon: LucideIcon
}

/** In the order in which one asks: what is there, what may I do, what happens, how is it set up. */
export const entries: readonly Entry[] = [
  { to: '/', name: 'Overview', icon: LayoutList },
  { to: '/matrix', name: 'Matrix', icon: Grid3x3 },
  { to: '/can-i-deploy', name: 'Can I deploy', icon: Rocket },
  { to: '/environments', name: 'Environments', icon: Layers },
  { to: '/verification-requests', name: 'Verification', icon: ListChecks },
  { to: '/network', name: 'Network', icon: Network },
  { to: '/webhooks', name: 'Webhooks', icon: Webhook },
  { to: '/settings', name: 'Settings', icon: Settings },
]
